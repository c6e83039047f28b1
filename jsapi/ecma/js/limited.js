((engine, name, check, construct, refuse) => {
  const Class = { [name]: function (...args) {
    if (new.target === undefined) refuse();
    check(...args);
    return construct(engine, args, new.target);
  } }[name];
  return Class;
})
