// SPDX-License-Identifier: Apache-2.0
// ses.js - seals and sealed signatures: GM/T 0031-2014 (V1), GB/T 38540-2020 (V4)
// and GM/T 0031-2025 (V5).  Written from the standards, not from libecert.
'use strict';
const der = require('./der');
const sm2 = require('./sm2');

function certList(property) {
	const [, , third, fourth] = property;
	if (third.tag !== 0x02)                         // V1: no certListType
		return { certs: der.sequence(third).map((n) => n.content), digests: [] };
	if (der.integer(third) === 1)
		return { certs: der.sequence(fourth).map(der.octets), digests: [] };
	return { certs: [], digests: der.sequence(fourth).map((n) => der.octets(der.sequence(n)[1])) };
}

function parseSeal(node) {
	const outer = der.sequence(node), info = der.sequence(outer[0]);
	const header = der.sequence(info[0]);
	const seal = { whole: node.whole, stated: der.integer(header[1]), list: certList(der.sequence(info[2])) };
	const picture = der.sequence(info[3]);
	seal.picture = { type: der.text(picture[0]), data: der.octets(picture[1]),
		width: der.integer(picture[2]), height: der.integer(picture[3]) };
	if (der.text(header[0]) !== 'ES')
		throw new Error('seal header is not ES');
	let maker;
	if (outer.length === 2) {
		maker = der.sequence(outer[1]);
		seal.version = 1;
		// V1 signs SEQUENCE { info, certificate, algorithm }.
		const body = Buffer.concat([outer[0].whole, maker[0].whole, maker[1].whole]);
		const length = body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] :
			body.length < 0x10000 ? [0x82, body.length >> 8, body.length & 0xff] :
				[0x83, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff];
		seal.signed = Buffer.concat([Buffer.from([0x30, ...length]), body]);
	} else if (outer.length === 4 || outer.length === 5) {
		maker = outer.slice(1);
		seal.version = seal.stated === 5 ? 5 : 4;
		seal.signed = outer[0].whole;
	} else {
		throw new Error('seal of ' + outer.length + ' parts');
	}
	seal.cert = sm2.parseCertificate(der.octets(maker[0]));
	seal.alg = der.oid(maker[1]);
	seal.value = der.bits(maker[2]);
	return seal;
}

function parseSignature(bytes) {
	const outer = der.sequence(der.parse(bytes)), tbs = der.sequence(outer[0]);
	const sig = { signed: outer[0].whole, seal: parseSeal(tbs[1]), hash: der.bits(tbs[3]),
		property: der.text(der.want(tbs[4], 0x16, 'propertyInfo')), version: der.integer(tbs[0]) };
	let cert, alg, value;
	if (outer.length === 2 && tbs.length === 7) {
		[cert, alg, value] = [tbs[5], tbs[6], outer[1]];
		sig.format = 1;
	} else if ((outer.length === 4 || outer.length === 5) && tbs.length >= 5) {
		[cert, alg, value] = outer.slice(1);
		sig.format = sig.seal.version;
	} else {
		throw new Error('sealed signature of ' + outer.length + ' parts');
	}
	if (sig.format !== sig.seal.version)
		throw new Error('signature V' + sig.format + ' with a seal V' + sig.seal.version);
	sig.cert = sm2.parseCertificate(der.octets(cert));
	sig.alg = der.oid(alg);
	sig.value = der.bits(value);
	return sig;
}

function inList(list, cert) {
	return list.certs.some((c) => Buffer.from(c).equals(cert)) ||
		list.digests.some((d) => Buffer.from(d).equals(sm2.digest(cert)));
}

// xml: bytes of Signature.xml; path: where it lies; sealFile: Seal.esl or undefined.
function check(bytes, xml, path, sealFile) {
	const sig = parseSignature(bytes), seal = sig.seal;
	const checks = {
		datahash: Buffer.from(sig.hash).equals(sm2.digestOf(sig.alg, xml)),
		property: sig.property === '/' + path,
		value: sm2.verify(sig.cert, sig.alg, sig.signed, sig.value),
		seal: sm2.verify(seal.cert, seal.alg, seal.signed, seal.value),
		list: inList(seal.list, sig.cert.bytes),
	};
	if (sealFile !== undefined)
		checks.sealfile = Buffer.from(seal.whole).equals(sealFile);
	return { format: 'SES V' + sig.format, checks };
}

function checkSeal(bytes) {
	const seal = parseSeal(der.parse(bytes));
	return { format: 'SES V' + seal.version,
		checks: { seal: sm2.verify(seal.cert, seal.alg, seal.signed, seal.value) } };
}

module.exports = { check, checkSeal, parseSignature };
