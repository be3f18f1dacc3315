// Messages from a page of somebody else's.
for (const data of $DATA$) {
  window.dispatchEvent(new MessageEvent('message', {data, origin: 'https://$WORD$.invalid'}));
}
