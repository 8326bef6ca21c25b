// Digests, and opens the key that the teacher's word closes: with the browser's own cryptography where a page has
// it (`crypto.subtle`: a file, or https), else with what is written out here, for a school's server often speaks http.
// SHA-256 after FIPS 180-4, HMAC after RFC 2104, PBKDF2 after RFC 8018, AES after FIPS 197, GCM after SP 800-38D.

/** Counts how often the slow way has turned before it lets the page draw. */
const TURNS = 4000;

/** The first 64 primes give SHA-256 its constants: the fractions of their roots. */
const SHA = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  // A double has 53 bits: enough for the 32 behind the point of roots this small.
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
  return {
    first: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
    round: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    words: new Int32Array(64),
  };
})();

/** Takes 16 words from `at` of a block into a state of 8 words. */
function shaBlock(state, block, at) {
  const w = SHA.words;
  for (let i = 0; i < 16; i += 1) w[i] = block[at + i];
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d] = [state[0], state[1], state[2], state[3]];
  let [e, f, g, h] = [state[4], state[5], state[6], state[7]];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA.round[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** Returns bytes as words, padded as SHA-256 wants them; `before` bytes were taken already. */
function shaPadded(bytes, before) {
  const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < bytes.length; i += 1) words[i >> 2] |= bytes[i] << (24 - 8 * (i & 3));
  words[bytes.length >> 2] |= 0x80 << (24 - 8 * (bytes.length & 3));
  const length = before + bytes.length;
  words[words.length - 2] = Math.floor(length / 2 ** 29);
  words[words.length - 1] = length << 3;
  return words;
}

function bytesOf(words) {
  return Uint8Array.from({ length: words.length * 4 }, (_, i) => words[i >> 2] >>> (24 - 8 * (i & 3)));
}

/** Returns the SHA-256 of bytes. */
function sha256(bytes) {
  const state = SHA.first.slice();
  const words = shaPadded(bytes, 0);
  for (let at = 0; at < words.length; at += 16) shaBlock(state, words, at);
  return bytesOf(state);
}

/** Returns bytes as hexadecimal digits. */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the SHA-256 of the UTF-8 bytes of a text, in hexadecimal digits. */
function digestOf(text) {
  return hex(sha256(new TextEncoder().encode(text)));
}

/** Makes the two states from which HMAC with a key goes on: inside and outside. */
function hmacStates(key) {
  const short = key.length > 64 ? sha256(key) : key;
  return [0x36, 0x5c].map((pad) => {
    const block = new Int32Array(16).fill(pad * 0x01010101);
    for (let i = 0; i < short.length; i += 1) block[i >> 2] ^= short[i] << (24 - 8 * (i & 3));
    const state = SHA.first.slice();
    shaBlock(state, block, 0);
    return state;
  });
}

/** Returns 32 bytes of PBKDF2-HMAC-SHA-256. `told` hears now and then what share is done, from 0 to 1. */
async function pbkdf2(word, salt, rounds, told) {
  const [inside, outside] = hmacStates(word);
  const first = new Uint8Array(salt.length + 4);
  first.set(salt);
  first[salt.length + 3] = 1;
  const state = new Int32Array(8);
  // What both turns hash after the first is 32 bytes behind a block of 64: one block, whose end never changes.
  const block = new Int32Array(16);
  block[8] = 0x80000000 | 0;
  block[15] = 96 * 8;
  const turn = (from, words, length) => {
    state.set(from);
    for (let at = 0; at < length; at += 16) shaBlock(state, words, at);
  };
  const padded = shaPadded(first, 64);
  turn(inside, padded, padded.length);
  block.set(state);
  turn(outside, block, 16);
  const sum = state.slice();
  for (let round = 1; round < rounds; round += 1) {
    block.set(state);
    turn(inside, block, 16);
    block.set(state);
    turn(outside, block, 16);
    for (let i = 0; i < 8; i += 1) sum[i] ^= state[i];
    if (round % TURNS === 0) {
      told(round / rounds);
      await new Promise((done) => setTimeout(done, 0));
    }
  }
  return bytesOf(sum);
}

/** The box of AES, reckoned from what it means: inverses in GF(2^8), then an affine map. */
const BOX = (() => {
  const box = new Uint8Array(256);
  let [p, q] = [1, 1];
  do {
    p ^= (p << 1) ^ (p & 0x80 ? 0x11b : 0);
    p &= 0xff;
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    const spread = q ^ (q << 1) ^ (q << 2) ^ (q << 3) ^ (q << 4);
    box[p] = (spread ^ (spread >> 8) ^ 0x63) & 0xff;
  } while (p !== 1);
  box[0] = 0x63;
  return box;
})();

const doubled = (byte) => ((byte << 1) ^ (byte & 0x80 ? 0x1b : 0)) & 0xff;

/** Returns the 15 keys of 16 bytes that AES-256 makes of one of 32. */
function aesKeys(key) {
  const keys = new Uint8Array(240);
  keys.set(key);
  let turn = 1;
  for (let at = 32; at < 240; at += 4) {
    let word = keys.slice(at - 4, at);
    if (at % 32 === 0) {
      word = Uint8Array.of(BOX[word[1]] ^ turn, BOX[word[2]], BOX[word[3]], BOX[word[0]]);
      turn = doubled(turn);
    } else if (at % 32 === 16) {
      word = word.map((byte) => BOX[byte]);
    }
    for (let i = 0; i < 4; i += 1) keys[at + i] = keys[at - 32 + i] ^ word[i];
  }
  return keys;
}

/** Returns a block of 16 bytes, encrypted. */
function aesBlock(keys, block) {
  let state = block.map((byte, i) => byte ^ keys[i]);
  for (let round = 1; round <= 14; round += 1) {
    // Bytes go through the box; row r of each column moves r columns.
    const moved = state.map((_, i) => BOX[state[(i + 4 * (i % 4)) % 16]]);
    for (let at = 0; at < 16 && round < 14; at += 4) {
      const [a, b, c, d] = moved.slice(at, at + 4);
      const all = a ^ b ^ c ^ d;
      moved[at] = a ^ all ^ doubled(a ^ b);
      moved[at + 1] = b ^ all ^ doubled(b ^ c);
      moved[at + 2] = c ^ all ^ doubled(c ^ d);
      moved[at + 3] = d ^ all ^ doubled(d ^ a);
    }
    state = moved.map((byte, i) => byte ^ keys[16 * round + i]);
  }
  return state;
}

/** Adds blocks to a sum of GHASH (four words): each is added, and all times `h` in GF(2^128). */
function ghash(sum, h, bytes) {
  for (let at = 0; at < bytes.length; at += 16) {
    for (let i = 0; i < 16 && at + i < bytes.length; i += 1) sum[i >> 2] ^= bytes[at + i] << (24 - 8 * (i & 3));
    const v = Int32Array.from(h);
    const z = new Int32Array(4);
    for (let bit = 0; bit < 128; bit += 1) {
      if ((sum[bit >> 5] >>> (31 - (bit & 31))) & 1) for (let i = 0; i < 4; i += 1) z[i] ^= v[i];
      const last = v[3] & 1;
      for (let i = 3; i > 0; i -= 1) v[i] = (v[i] >>> 1) | (v[i - 1] << 31);
      v[0] = (v[0] >>> 1) ^ (last ? 0xe1000000 : 0);
    }
    sum.set(z);
  }
}

/** Opens AES-256-GCM with a nonce of 12 bytes and a tag of 16 behind the data; `null` where the tag does not fit. */
function gcmOpen(key, nonce, data, beside) {
  const keys = aesKeys(key);
  const closed = data.subarray(0, data.length - 16);
  const zero = aesBlock(keys, new Uint8Array(16));
  const h = shaPadded(zero, 0).subarray(0, 4);
  const sum = new Int32Array(4);
  ghash(sum, h, beside);
  ghash(sum, h, closed);
  ghash(sum, h, bytesOf([0, beside.length * 8, Math.floor(closed.length / 2 ** 29), closed.length << 3]));
  const counter = new Uint8Array(16);
  counter.set(nonce);
  const stream = (number) => {
    counter.set(bytesOf([number]), 12);
    return aesBlock(keys, counter);
  };
  const mask = stream(1);
  const tag = bytesOf(sum).map((byte, i) => byte ^ mask[i]);
  // How long this takes tells nobody anything: whoever runs it holds the word.
  if (tag.some((byte, i) => byte !== data[data.length - 16 + i])) return null;
  const open = new Uint8Array(closed.length);
  for (let at = 0; at < open.length; at += 16) {
    const some = stream(2 + at / 16);
    for (let i = at; i < at + 16 && i < open.length; i += 1) open[i] = closed[i] ^ some[i - at];
  }
  return open;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** Opens with the browser's own cryptography; `null` where the word is another. */
async function openFast(subtle, word, sealed, salt, nonce, data, beside) {
  const base = await subtle.importKey("raw", word, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: sealed.rounds };
  const key = await subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const plan = { name: "AES-GCM", iv: nonce, additionalData: beside };
  return subtle.decrypt(plan, key, data).then((open) => new Uint8Array(open), () => null);
}

/** Opens a sealed key with a word. Returns the key; `null` where the word is another or the file is damaged. */
async function openSealed(sealed, word, asked, told) {
  const bytes = new TextEncoder().encode(word.trim().normalize("NFC"));
  const [salt, nonce, data] = [sealed.salt, sealed.nonce, sealed.data].map(fromBase64);
  const beside = new TextEncoder().encode(asked);
  const subtle = globalThis.crypto && globalThis.crypto.subtle;
  let open = null;
  if (subtle) {
    open = await openFast(subtle, bytes, sealed, salt, nonce, data, beside);
  } else {
    open = gcmOpen(await pbkdf2(bytes, salt, sealed.rounds, told), nonce, data, beside);
  }
  return open && JSON.parse(new TextDecoder().decode(open));
}
