/** A field for what a program reads: nothing in it is corrected or completed. */
import { h } from '../page/dom.mjs';

export function textField(label, placeholder, maxlength) {
  return h('input', {
    'aria-label': label,
    placeholder,
    maxlength,
    class: label.toLowerCase(),
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
  });
}
