/** How the page that is taken along looks: on paper in print, by light or dark elsewhere. Its hash stands in the page's policy. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#faf7f1;--ink:#241f1a;--soft:#554c44;--line:#d9d2c7;--rule:var(--line)}
@media(prefers-color-scheme:dark){:root{--paper:#1a1613;--ink:#ebe7e1;--soft:#bdb6ad;--line:#46403a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/26px system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:34em;margin:0 auto;padding:40px 20px 64px}
h1,h2{font-family:ui-serif,"Iowan Old Style","Noto Serif",Georgia,serif;font-weight:500}
h1{font-size:28px;line-height:36px;margin:0 0 16px}
h2{font-size:22px;line-height:30px;margin:40px 0 8px;padding-top:16px;border-top:1px solid var(--line);break-after:avoid}
h3{font-size:17px;margin:16px 0 4px;break-after:avoid}
p{margin:0 0 8px}
article{margin:16px 0;padding-inline-start:12px;border-inline-start:3px solid var(--rule)}
.small{font-size:14px;line-height:20px;color:var(--soft)}
.words{font-family:ui-serif,"Iowan Old Style","Noto Serif",Georgia,serif;font-size:20px;line-height:30px;white-space:pre-wrap;unicode-bidi:isolate}
.answer{padding-inline-start:16px}
.answer .words{font-size:17px;line-height:26px}
.high_pleasant{--rule:#a9821f}.high_unpleasant{--rule:#a067a5}.low_unpleasant{--rule:#4e86b8}.low_pleasant{--rule:#3f9070}
@media(max-width:22rem){main{padding:24px 16px 40px}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--line:#bbb}body{font-size:11pt}main{max-width:none;padding:0}article{break-inside:avoid-page}}
`;
