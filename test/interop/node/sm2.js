// SPDX-License-Identifier: Apache-2.0
// sm2.js - SM3 and SM2 by sm-crypto, RSA by Node.js; certificates only as far as
// a signature needs them: the key, and the names that SignedData looks it up by.
'use strict';
const crypto = require('crypto');
const { sm2, sm3 } = require('sm-crypto');
const der = require('./der');

const ID = '1234567812345678';
const SM2_SM3 = ['1.2.156.10197.1.501', '1.2.156.10197.1.301.1', '1.2.156.10197.1.301'];
const RSA = { '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.5': 'sha1' };

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const digest = (bytes) => Buffer.from(sm3(Array.from(bytes)), 'hex');

// The digest that goes with a signature algorithm (GM/T 0031-2014 6.2.1).
function digestOf(alg, bytes) {
	return RSA[alg] ? crypto.createHash(RSA[alg]).update(bytes).digest() : digest(bytes);
}

function parseCertificate(bytes) {
	const tbs = der.sequence(der.sequence(der.parse(bytes))[0]);
	const at = tbs[0].tag === 0xa0 ? 1 : 0;
	const info = tbs[at + 5];
	return { bytes, serial: tbs[at], issuer: tbs[at + 2], point: der.bits(der.sequence(info)[1]) };
}

// r and s, 32 bytes each in hex, of DER SEQUENCE { r, s } or of 64 raw bytes.
function values(signature) {
	let pair;
	try {
		pair = der.sequence(der.parse(signature)).map((n) => der.want(n, 0x02, 'r or s').content);
		if (pair.length !== 2)
			throw new Error('not r and s');
	} catch (error) {
		if (signature.length !== 64)
			throw error;
		return { hex: hex(signature), raw: true };
	}
	const fixed = pair.map((n) => hex(n).replace(/^00/, '').padStart(64, '0'));
	if (fixed.some((s) => s.length !== 64))
		throw new Error('r or s too long');
	return { hex: fixed.join(''), raw: false };
}

// Whether the holder of cert signed message; message and not its digest.
function verify(cert, alg, message, signature) {
	if (RSA[alg]) {
		const key = new crypto.X509Certificate(Buffer.from(cert.bytes)).publicKey;
		return crypto.verify('RSA-' + RSA[alg].toUpperCase(), message, key, signature);
	}
	if (!SM2_SM3.includes(alg))
		throw new Error('signature algorithm ' + alg);
	const key = hex(cert.point);
	if (!/^04[0-9a-f]{128}$/.test(key) || !sm2.verifyPublicKey(key))
		throw new Error('no point of the SM2 curve as key');
	return sm2.doVerifySignature(Array.from(message), values(signature).hex, key,
		{ hash: true, userId: ID });
}

// For forged test documents alone; key: 32 bytes.
function sign(key, point, message) {
	return Buffer.from(sm2.doSignature(Array.from(message), hex(key),
		{ hash: true, der: true, userId: ID, publicKey: hex(point) }), 'hex');
}

module.exports = { digest, digestOf, parseCertificate, verify, sign, values };
