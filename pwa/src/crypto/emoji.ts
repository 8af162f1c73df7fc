/**
 * The 64 emoji of a handshake. The order is part of the protocol: index i means the same picture on both phones for ever. All are
 * from Unicode 9 or earlier, drawn alike everywhere, in colour without a variation selector, and none shows a person or a flag.
 */
export interface Emoji {
  readonly char: string;
  /** English snake_case, the key of the name in every message catalogue. */
  readonly id: string;
}

const TABLE = `
  🐶 dog         🐱 cat          🐰 rabbit       🐼 panda        🦁 lion         📷 camera       🐸 frog         🐔 chicken
  🐧 penguin     🦉 owl          🐴 horse        🐘 elephant     🐢 turtle       🐍 snake        🐙 octopus      🐟 fish
  🐳 whale       🐌 snail        🐝 bee          🦋 butterfly    🌻 sunflower    🌹 rose         🌵 cactus       🌳 tree
  🍄 mushroom    🍀 clover       🍎 apple        🍌 banana       🍇 grapes       🍉 watermelon   🍓 strawberry   🍍 pineapple
  🍋 lemon       🥕 carrot       🌽 corn         🧀 cheese       🍕 pizza        🎂 cake         🌙 moon         ⭐ star
  🌈 rainbow     ⛄ snowman      ☔ umbrella     🔥 fire         ⚓ anchor       🚲 bicycle      🚗 car          🚂 train
  🚀 rocket      ⛵ sailboat     🏠 house        🔑 key          🔔 bell         📖 book         🔨 hammer       💡 light_bulb
  ⏰ alarm_clock 🎁 gift         🎈 balloon      🎸 guitar       🎺 trumpet      🥁 drum         ⚽ football     👑 crown
`;

const words = TABLE.trim().split(/\s+/);

export const EMOJI: readonly Emoji[] = Array.from({ length: 64 }, (_, index) => ({
  char: words[index * 2] as string,
  id: words[index * 2 + 1] as string,
}));
