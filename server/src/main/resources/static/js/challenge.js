// Finds the number that makes sending dearer for machines, while its reader looks over the answers. Without it one answers a sum.
// SHA-256 by hand: browsers offer theirs on secure addresses only, and many an office has none.
const K = new Uint32Array(64);
const H = new Uint32Array(8);
for (let n = 0, candidate = 2; n < 64; candidate++) {
    let prime = true;
    for (let i = 2; i * i <= candidate; i++) if (candidate % i === 0) { prime = false; break; }
    if (!prime) continue;
    if (n < 8) H[n] = (Math.sqrt(candidate) % 1) * 0x100000000;
    K[n++] = (Math.cbrt(candidate) % 1) * 0x100000000;
}

/** First 32 bits of the digest of a text of ASCII signs. */
function digest(text) {
    const blocks = ((text.length + 8) >> 6) + 1;
    const words = new Uint32Array(blocks * 16);
    for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
    words[blocks * 16 - 1] = text.length * 8;
    const state = Uint32Array.from(H);
    const w = new Uint32Array(64);
    for (let block = 0; block < blocks; block++) {
        let [a, b, c, d, e, f, g, h] = state;
        for (let i = 0; i < 64; i++) {
            if (i < 16) {
                w[i] = words[block * 16 + i];
            } else {
                const x = w[i - 15], y = w[i - 2];
                w[i] = w[i - 16] + w[i - 7]
                    + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
                    + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
            }
            const t1 = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
            const t2 = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
            h = g; g = f; f = e; e = d + t1 | 0; d = c; c = b; b = a; a = t1 + t2 | 0;
        }
        state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }
    return state[0];
}

for (const form of document.querySelectorAll('[data-challenge]')) {
    const bits = 32 - Number(form.dataset.bits);
    const sum = form.querySelector('[data-sum]');
    let tried = 0;
    const search = () => {
        for (const end = tried + 2000; tried < end; tried++) {
            if (digest(form.dataset.challenge + ':' + tried) >>> bits === 0) {
                form.elements.proof.value = tried;
                // Somebody who is already answering is not interrupted.
                if (!form.elements.sum.value && document.activeElement !== form.elements.sum) sum.hidden = true;
                return;
            }
        }
        setTimeout(search, 0);
    };
    setTimeout(search, 50);
}
