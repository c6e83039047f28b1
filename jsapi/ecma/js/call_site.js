(() => {
  const states = new WeakMap();
  const of = (site) => {
    const state = states.get(site);
    if (!state) throw new TypeError("CallSite method called on incompatible receiver");
    return state;
  };
  class CallSite {
    getThis() { of(this); return undefined; }
    getFunction() { of(this); return undefined; }
    getTypeName() { return of(this).typeName || null; }
    getFunctionName() { return of(this).functionName || null; }
    getMethodName() { return of(this).methodName || null; }
    getFileName() { return of(this).fileName || undefined; }
    getScriptNameOrSourceURL() { return of(this).fileName || undefined; }
    getScriptHash() { of(this); return ""; }
    getLineNumber() { return of(this).line || null; }
    getColumnNumber() { return of(this).column || null; }
    getEnclosingLineNumber() { return of(this).line || null; }
    getEnclosingColumnNumber() { return of(this).column || null; }
    getPosition() { of(this); return 0; }
    getEvalOrigin() { of(this); return undefined; }
    getPromiseIndex() { of(this); return null; }
    isNative() { return of(this).native; }
    isConstructor() { return of(this).constructs; }
    isToplevel() { return of(this).toplevel; }
    isEval() { of(this); return false; }
    isAsync() { return of(this).awaits; }
    isPromiseAll() { of(this); return false; }
    toString() { return of(this).text; }
  }
  return {
    make(state) {
      const site = Object.create(CallSite.prototype);
      states.set(site, state);
      return site;
    },
  };
})()
