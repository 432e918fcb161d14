// SPDX-License-Identifier: Apache-2.0
// xml.js - XML by xmldom; every complaint of the parser is an error.
'use strict';
const { DOMParser } = require('@xmldom/xmldom');

function parse(bytes) {
	const fail = (level, message) => { throw new Error('XML: ' + message); };
	return new DOMParser({ onError: fail })
		.parseFromString(bytes.toString('utf8').replace(/^\ufeff/, ''), 'text/xml').documentElement;
}

function children(element, name) {
	return [...element.childNodes].filter((n) => n.nodeType === 1 && n.localName === name);
}

// The only child of that name, or undefined.
function child(element, name) {
	const list = children(element, name);
	if (list.length > 1)
		throw new Error('XML: two elements ' + name);
	return list[0];
}

const text = (element) => element.textContent.trim();

module.exports = { parse, children, child, text };
