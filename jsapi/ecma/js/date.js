({
  getYear() { return this.getFullYear() - 1900; },
  setYear(year) {
    year = Number(year);
    if (Number.isNaN(year)) return this.setTime(NaN);
    const whole = Math.trunc(year);
    if (Number.isNaN(this.getTime())) this.setTime(0);
    return this.setFullYear(whole >= 0 && whole <= 99 ? 1900 + whole : year);
  },
})
