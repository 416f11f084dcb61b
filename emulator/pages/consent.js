// The consent page: presses the scripted button, and shows the text field of "Another account".
'use strict';

const form = document.getElementById('consent');
const other = document.getElementById('other');
const field = document.getElementById('other-field');
const input = document.getElementById('other-account');

function follow() {
  field.hidden = !other.checked;
  input.required = other.checked;
}
form.addEventListener('change', follow);
follow();

if (form.dataset.press) {
  setTimeout(() => document.getElementById(form.dataset.press).click(), Number(form.dataset.delay));
}
