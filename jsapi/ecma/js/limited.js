((engine, name, check, construct, refuse, after) => {
  const Class = { [name]: function (...args) {
    if (new.target === undefined) refuse();
    const other = check(...args);
    if (other !== undefined) args = other;
    const made = construct(engine, args, new.target);
    if (after !== undefined) after(made, ...args);
    return made;
  } }[name];
  return Class;
})
