((round) => ({
  getFloat16(offset, little = undefined) {
    const bits = this.getUint16(offset, little);
    const exponent = bits >> 10 & 31, fraction = bits & 1023, sign = bits & 32768 ? -1 : 1;
    if (exponent === 31) return fraction ? NaN : sign * Infinity;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  },
  setFloat16(offset, value, little = undefined) {
    const x = round(value), size = Math.abs(x);
    let bits;
    if (Number.isNaN(x)) bits = 0x7e00;
    else if (size === Infinity) bits = 0x7c00;
    else if (size < 2 ** -14) bits = size / 2 ** -24;
    else {
      const exponent = Math.floor(Math.log2(size));
      bits = exponent + 15 << 10 | (size / 2 ** exponent - 1) * 1024;
    }
    if (x < 0 || Object.is(x, -0)) bits |= 32768;
    this.setUint16(offset, bits, little);
  },
}))
