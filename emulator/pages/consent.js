// The consent page: presses the scripted button, and ties "Another account" to its text field.
'use strict';

const form = document.getElementById('consent');
const other = document.getElementById('other');
const otherAccount = document.getElementById('other-account');

otherAccount.addEventListener('input', () => { other.checked = true; });
form.addEventListener('change', () => { otherAccount.required = other.checked; });

if (form.dataset.press) {
  setTimeout(() => document.getElementById(form.dataset.press).click(), Number(form.dataset.delay));
}
