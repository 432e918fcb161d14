#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// check.js - decides whether the signatures of OFD files, and seals, are intact:
// every reference's digest, the digest of Signature.xml, the signer's and the
// seal maker's signature, the signer's place in the seal's list, the place the
// signature was made for, Seal.esl.  It knows nothing of trust, time or revocation.
//
// usage: check.js FILE...      one JSON object per line
'use strict';
const fs = require('fs');
const container = require('./container');
const xml = require('./xml');
const ses = require('./ses');
const cms = require('./cms');
const sm2 = require('./sm2');

const SM3 = ['SM3', '1.2.156.10197.1.401', '1.2.156.10197.1.401.1'];

function checkReferences(files, info, path, covered) {
	const references = xml.child(info, 'References');
	if (!SM3.includes(references.getAttribute('CheckMethod')))
		throw new Error('digest method ' + references.getAttribute('CheckMethod'));
	const failed = [], list = xml.children(references, 'Reference');
	for (const reference of list) {
		const name = container.find(files, container.resolve(reference.getAttribute('FileRef'), path));
		const want = Buffer.from(xml.text(xml.child(reference, 'CheckValue')), 'base64');
		covered.add(name);
		if (!sm2.digest(files.get(name)).equals(want))
			failed.push(name);
	}
	if (list.length === 0)
		throw new Error('no references');
	return failed;
}

function checkSignature(files, listed, listPath, covered) {
	const out = { id: listed.getAttribute('ID'), type: listed.getAttribute('Type') || 'Seal', intact: false };
	try {
		const path = container.find(files, container.resolve(listed.getAttribute('BaseLoc'), listPath));
		const root = xml.parse(files.get(path)), info = xml.child(root, 'SignedInfo');
		const place = (element) => container.find(files, container.resolve(xml.text(element), path));
		const valuePath = place(xml.child(root, 'SignedValue')), value = files.get(valuePath);
		const seal = xml.child(info, 'Seal');
		const sealPath = seal && place(xml.child(seal, 'BaseLoc'));
		covered.add(path).add(valuePath).add(listPath);
		const found = out.type === 'Sign' ? cms.check(value, files.get(path)) :
			ses.check(value, files.get(path), path, sealPath && files.get(sealPath));
		Object.assign(out, found);
		out.checks.references = false;
		out.failed = checkReferences(files, info, path, covered);
		out.checks.references = out.failed.length === 0;
		out.intact = Object.values(out.checks).every((good) => good === true);
	} catch (error) {
		out.error = error.message;
	}
	return out;
}

async function checkFile(name) {
	const bytes = fs.readFileSync(name), out = { file: name, signatures: [] };
	if (bytes.length > 0 && bytes[0] === 0x30) {
		Object.assign(out, ses.checkSeal(bytes));
		out.intact = out.checks.seal;
		return out;
	}
	const files = await container.open(bytes), covered = new Set();
	const body = xml.child(xml.parse(files.get(container.find(files, 'OFD.xml'))), 'DocBody');
	const list = xml.child(body, 'Signatures');
	if (list !== undefined) {
		const listPath = container.find(files, container.resolve(xml.text(list), 'OFD.xml'));
		for (const listed of xml.children(xml.parse(files.get(listPath)), 'Signature'))
			out.signatures.push(checkSignature(files, listed, listPath, covered));
	}
	out.intact = out.signatures.length > 0 && out.signatures.every((s) => s.intact);
	out.uncovered = [...files.keys()].filter((n) => !covered.has(n));
	return out;
}

async function main() {
	for (const name of process.argv.slice(2)) {
		let out;
		try {
			out = await checkFile(name);
		} catch (error) {
			out = { file: name, intact: false, signatures: [], error: error.message };
		}
		console.log(JSON.stringify(out));
	}
}

main();
