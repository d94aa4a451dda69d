/** Elements, without a framework. */

/**
 * Makes an element: `h('button', {class: 'x', onclick: act}, 'Text', child)`. Children that are
 * null or false are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      set(element, name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return element;
}

/** Sets an attribute, or removes it for null and false; touches nothing that is so already. */
export function set(element, name, value) {
  const wanted = value === true ? '' : value;
  if (wanted === null || wanted === undefined || wanted === false) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(wanted)) {
    element.setAttribute(name, wanted);
  }
}

/** Sets the text; touches nothing that is so already, so that readers are not told it anew. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Makes the children be those of `items`, in order: kept by key, made and updated by functions.
 * A child in its place already is not moved, so that it keeps focus and pointer.
 */
export function keep(parent, items, key, make, update) {
  const byKey = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = byKey.get(name);
    byKey.delete(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
    update(child, item);
  }
  byKey.forEach((child) => child.remove());
}
