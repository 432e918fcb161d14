// SPDX-License-Identifier: Apache-2.0
// cms.js - SignedData of GB/T 35275 as it signs Signature.xml: over its digest as
// content (A), the same in base64 (A64), or over signed attributes (B).
'use strict';
const der = require('./der');
const sm2 = require('./sm2');

const SIGNED_DATA = ['1.2.156.10197.6.1.4.2.2', '1.2.840.113549.1.7.2'];
const DATA = ['1.2.156.10197.6.1.4.2.1', '1.2.840.113549.1.7.1'];
const SM3 = ['1.2.156.10197.1.401', '1.2.156.10197.1.401.1'];
const CONTENT_TYPE = '1.2.840.113549.1.9.3', MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

const algorithm = (node) => der.oid(der.sequence(node)[0]);

function explicit(node) {
	const list = der.want(node, 0xa0, 'explicit content').children;
	if (list.length !== 1)
		throw new Error('explicit content of ' + list.length + ' parts');
	return list[0];
}

function attribute(attrs, type) {
	const found = attrs.children.map(der.sequence).filter((a) => der.oid(a[0]) === type);
	if (found.length !== 1)
		throw new Error(found.length + ' attributes ' + type);
	const list = der.want(found[0][1], 0x31, 'attribute values').children;
	if (list.length !== 1)
		throw new Error('attribute with ' + list.length + ' values');
	return list[0];
}

function parse(bytes) {
	const outer = der.sequence(der.parse(bytes));
	if (!SIGNED_DATA.includes(der.oid(outer[0])))
		throw new Error('not SignedData');
	const parts = der.sequence(explicit(outer[1])), content = der.sequence(parts[2]);
	const sd = { type: der.oid(content[0]), certs: [] };
	if (!DATA.includes(sd.type))
		throw new Error('content type ' + sd.type);
	if (content.length > 1)
		sd.content = der.octets(explicit(content[1]));
	for (const part of parts.slice(3)) {
		if (part.tag === 0xa0)
			sd.certs = part.children.map((n) => sm2.parseCertificate(n.whole));
		else if (part.tag === 0x31)
			sd.signers = part.children;
	}
	if (!sd.signers || sd.signers.length !== 1)
		throw new Error('not one signer');
	return sd;
}

function parseSigner(node) {
	const parts = der.sequence(node), name = der.sequence(parts[1]);
	const at = parts[3].tag === 0xa0 ? 4 : 3;
	const signer = { issuer: name[0].whole, serial: name[1].whole, digest: algorithm(parts[2]),
		attrs: at === 4 ? parts[3] : undefined, alg: algorithm(parts[at]), value: der.octets(parts[at + 1]) };
	if (!SM3.includes(signer.digest))
		throw new Error('digest algorithm ' + signer.digest);
	return signer;
}

function check(bytes, xml) {
	const sd = parse(bytes), signer = parseSigner(sd.signers[0]), digest = sm2.digest(xml);
	const cert = sd.certs.find((c) => Buffer.from(c.issuer.whole).equals(signer.issuer) &&
		Buffer.from(c.serial.whole).equals(signer.serial));
	if (cert === undefined)
		throw new Error('the signer\'s certificate is not inside');
	let format = 'SignedData ', signed, datahash;
	if (signer.attrs) {
		format += 'B';
		// Signed as SET OF, in the order in which they stand.
		signed = Buffer.concat([Buffer.from([0x31]), signer.attrs.whole.subarray(1)]);
		datahash = digest.equals(der.octets(attribute(signer.attrs, MESSAGE_DIGEST))) &&
			DATA.includes(der.oid(attribute(signer.attrs, CONTENT_TYPE))) &&
			(sd.content === undefined || digest.equals(sd.content));
	} else if (sd.content) {
		signed = Buffer.from(sd.content);
		datahash = signed.equals(digest);
		format += datahash || signed.length === 32 ? 'A' : 'A64';
		datahash = datahash || signed.toString('latin1') === digest.toString('base64');
	} else {
		throw new Error('neither content nor attributes');
	}
	return { format, checks: { datahash, value: sm2.verify(cert, signer.alg, signed, signer.value) } };
}

module.exports = { check };
