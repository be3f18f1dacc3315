// What a user does to a page: uses each thing on it that has to do with the word.
(() => {
  let touched = 0;
  for (const one of document.querySelectorAll('*')) {
    for (const {name, value} of [...one.attributes]) {
      if (!value.includes('$WORD$')) continue;
      touched++;
      if (/^on/i.test(name)) {
        one.dispatchEvent(new Event(name.slice(2).toLowerCase()));
      } else if (one.tagName === 'FORM') {
        one.requestSubmit();
      } else {
        one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}));
      }
    }
  }
  return touched;
})();
