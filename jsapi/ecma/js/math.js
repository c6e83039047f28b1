({
  f16round(x) {
    x = Number(x);
    if (!Number.isFinite(x) || x === 0) return x;
    const size = Math.abs(x);
    if (size >= 65520) return x < 0 ? -Infinity : Infinity;
    const unit = 2 ** (Math.max(Math.floor(Math.log2(size)), -14) - 10);
    const scaled = size / unit; // exact: unit is a power of two
    let whole = Math.floor(scaled);
    const rest = scaled - whole;
    if (rest > 0.5 || rest === 0.5 && whole % 2 === 1) whole++;
    return (x < 0 ? -1 : 1) * whole * unit;
  },
})
