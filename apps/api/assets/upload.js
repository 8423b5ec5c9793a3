// Shows how far an upload has come; without it the form works all the same.
const form = document.querySelector('form[data-upload]');

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const progress = form.querySelector('[data-progress]');
  const failed = form.querySelector('[data-failed]');
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
    failed.hidden = false;
  };
  request.onload = () => {
    over();
    if (request.status < 400 && new URL(request.responseURL).pathname !== new URL(form.action).pathname)
      location.assign(request.responseURL);
    else showAnswer(request.responseText);
  };
  failed.hidden = true;
  progress.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
});

function showAnswer(html) {
  const answer = new DOMParser().parseFromString(html, 'text/html');
  const main = document.querySelector('main');
  document.title = answer.title;
  main.replaceWith(answer.querySelector('main'));
  document.querySelector('main').focus();
}
