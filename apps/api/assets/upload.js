// Shows how far an upload has come; without it the form works all the same.
const form = document.querySelector('form[data-upload]');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const progress = form.querySelector('[data-progress]');
  const fault = document.querySelector('[data-failed]');
  const tell = (...content) => {
    fault.replaceChildren(...content);
    fault.hidden = content.length === 0;
  };
  const button = form.querySelector('button');
  const over = () => {
    progress.hidden = true;
    button.disabled = false;
  };
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('accept', 'text/html');
  request.upload.onprogress = ({ loaded, total }) => {
    progress.querySelector('progress').value = total > 0 ? (100 * loaded) / total : 0;
  };
  request.onerror = () => {
    over();
    tell(fault.dataset.failed);
  };
  request.onload = () => {
    over();
    if (request.status < 400 && new URL(request.responseURL).pathname !== new URL(form.action).pathname)
      location.assign(request.responseURL);
    else showAnswer(request.responseText, tell);
  };
  tell();
  progress.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
});

/** What was wrong is told beside the form, which keeps what was chosen; anything else takes the place of the page. */
function showAnswer(html, tell) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const fault = answer.querySelector('[data-failed]:not([hidden])');
  if (fault) {
    tell(...fault.childNodes);
    return;
  }
  document.title = answer.title;
  document.querySelector('main').replaceWith(answer.querySelector('main'));
  document.querySelector('main').focus();
}
