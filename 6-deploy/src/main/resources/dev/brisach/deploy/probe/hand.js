// What a user does to a page that is watched: presses what can be pressed, and stays.
(() => {
  addEventListener('submit', event => event.preventDefault());
  addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a, area');
    if (link && !/^javascript:/i.test(link.getAttribute('href') || '')) event.preventDefault();
  });
  for (const one of [...document.querySelectorAll('button, a, input, area, [onclick]')].slice(0, 50)) {
    one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}));
  }
  dispatchEvent(new Event('$TOUCH$'));
})();
