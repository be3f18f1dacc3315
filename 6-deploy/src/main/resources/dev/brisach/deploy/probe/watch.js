// Tells where text that comes from outside ends up. Runs before any script of the page.
const marks = $MARKS$;
const holds = text => Object.values(marks).some(mark => text.includes(mark));
const shown = value => { try { return String(value); } catch { return ''; } };
const sink = (kind, name, value) => {
  const text = shown(value);
  if (holds(text)) note(JSON.stringify({kind, name, text: text.slice(0, 600)}));
};
const read = (from, key) => note(JSON.stringify({read: from, key: String(key).slice(0, 200)}));

// calls that take text as markup, code or address
const call = (owner, name, kind, which) => {
  const real = owner && owner[name];
  if (typeof real !== 'function') return;
  owner[name] = function (...given) {
    const at = which === undefined ? given.length - 1 : which;
    if (kind !== 'code' || typeof given[at] !== 'function') {
      sink(kind, name, kind === 'code' ? given[at] : given.map(shown).join(' '));
    }
    return new.target ? Reflect.construct(real, given) : real.apply(this, given);
  };
  owner[name].prototype = real.prototype;
};
call(Document.prototype, 'write', 'markup');
call(Document.prototype, 'writeln', 'markup');
call(Element.prototype, 'insertAdjacentHTML', 'markup');
call(Range.prototype, 'createContextualFragment', 'markup');
call(DOMParser.prototype, 'parseFromString', 'markup');
call(window, 'eval', 'code', 0);
call(window, 'setTimeout', 'code', 0);
call(window, 'setInterval', 'code', 0);
call(window, 'Function', 'code');
call(window, 'open', 'address', 0);
call(window, 'fetch', 'address', 0);
call(XMLHttpRequest.prototype, 'open', 'address', 1);

// properties that do
const property = (type, name, kind) => {
  const real = type && Object.getOwnPropertyDescriptor(type.prototype, name);
  if (!real || !real.set) return;
  Object.defineProperty(type.prototype, name, {...real, set(value) {
    sink(kind, name, value);
    return real.set.call(this, value);
  }});
};
for (const name of ['innerHTML', 'outerHTML']) property(Element, name, 'markup');
property(HTMLIFrameElement, 'srcdoc', 'markup');
property(HTMLScriptElement, 'text', 'code');
for (const [type, name] of [[HTMLAnchorElement, 'href'], [HTMLAreaElement, 'href'],
  [HTMLBaseElement, 'href'], [HTMLLinkElement, 'href'], [HTMLIFrameElement, 'src'],
  [HTMLFrameElement, 'src'], [HTMLScriptElement, 'src'], [HTMLEmbedElement, 'src'],
  [HTMLObjectElement, 'data'], [HTMLFormElement, 'action'], [HTMLInputElement, 'formAction'],
  [HTMLButtonElement, 'formAction']]) property(type, name, 'address');
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  sink(/^on/i.test(name) ? 'code' : /^srcdoc$/i.test(name) ? 'markup' : 'address', name, value);
  return setAttribute.call(this, name, value);
};
const setAttributeNS = Element.prototype.setAttributeNS;
Element.prototype.setAttributeNS = function (space, name, value) {
  sink('address', name, value);
  return setAttributeNS.call(this, space, name, value);
};

// where text comes from, by name
for (const name of ['get', 'getAll']) {
  const real = URLSearchParams.prototype[name];
  URLSearchParams.prototype[name] = function (key) {
    read('parameter', key);
    return real.call(this, key);
  };
}
window.name = marks.name;
for (const name of ['localStorage', 'sessionStorage']) {
  let real;
  try { real = window[name]; } catch { continue; }
  const value = key => {
    const known = real.getItem(key);
    if (known === null) read(name, key);
    return known === null ? marks[name] : known;
  };
  const own = new Proxy(real, {
    get: (_, key) => key === 'getItem' ? value
      : typeof key === 'string' && !(key in Storage.prototype) ? value(key)
      : typeof real[key] === 'function' ? real[key].bind(real) : real[key],
    set: (_, key, given) => { real.setItem(key, given); return true; },
  });
  Object.defineProperty(window, name, {get: () => own, configurable: true});
}
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  if (type === 'message' && this === window) read('message', '');
  return listen.call(this, type, ...rest);
};
const onmessage = Object.getOwnPropertyDescriptor(window, 'onmessage');
if (onmessage) {
  Object.defineProperty(window, 'onmessage', {...onmessage, set(value) {
    read('message', '');
    onmessage.set.call(window, value);
  }});
}
const parse = JSON.parse;
const record = path => new Proxy({}, {get: (_, key) => {
  if (key === Symbol.toPrimitive || key === 'toString' || key === 'valueOf') {
    return () => marks.message;
  }
  if (typeof key === 'symbol') return undefined;
  if (key in String.prototype) {
    const own = marks.message[key];
    return typeof own === 'function' ? own.bind(marks.message) : own;
  }
  const whole = path ? path + '.' + key : key;
  read('member', whole);
  return record(whole);
}});
JSON.parse = function (text, ...rest) {
  if (typeof text === 'string' && text.includes(marks.message)) {
    read('json', '');
    return record('');
  }
  return parse.call(JSON, text, ...rest);
};
listen.call(window, marks.touch, () => {
  for (const data of [marks.message, record('')]) {
    window.dispatchEvent(new MessageEvent('message', {data, origin: 'https://$WORD$.invalid'}));
  }
});
