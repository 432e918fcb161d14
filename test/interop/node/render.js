#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// render.js - pages of OFD files as ofd.js shows them in Chromium.
//
// usage: render.js OFD_JS OUT PPM FILE...      PNG pictures OUT/NAME-PAGE.png, PPM
// pixels per mm; one JSON object per line
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const TIMEOUT = 60000;
const A4 = 210;                 // mm; the documents of the suite are A4

// In the browser: the pages of one document as elements page-1, page-2 ...
function show({ bytes, width }) {
	const data = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
	document.body.replaceChildren();
	return new Promise((resolve, reject) => window.ofd.parseOfdDocument({
		ofd: data.buffer,
		success: (documents) => {
			const pages = window.ofd.renderOfd(width, documents[0] || documents);
			pages.forEach((page, i) => {
				page.id = 'page-' + (i + 1);
				page.style.margin = '0';
				document.body.appendChild(page);
			});
			Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
				.then(() => resolve(pages.length));
		},
		fail: (error) => reject(new Error(String(error))),
	}));
}

async function renderFile(page, out, ppm, name) {
	const stem = path.basename(name, '.ofd');
	const count = await page.evaluate(show,
		{ bytes: fs.readFileSync(name).toString('base64'), width: Math.round(A4 * ppm) });
	for (let i = 1; i <= count; i++)
		await page.locator('#page-' + i).screenshot({ path: path.join(out, stem + '-' + i + '.png') });
	return count;
}

async function main() {
	const [library, out, ppm, ...files] = process.argv.slice(2);
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'], timeout: TIMEOUT });
	try {
		for (const name of files) {
			const result = { file: name, pages: 0, error: null };
			// A page of its own each, without network.
			const context = await browser.newContext({ offline: true,
				viewport: { width: Math.round(A4 * ppm) + 40, height: 1200 } });
			const page = await context.newPage();
			page.setDefaultTimeout(TIMEOUT);
			page.on('pageerror', (error) => { result.error = result.error || error.message; });
			try {
				await page.setContent('<!doctype html><body style="margin:0;background:#888">');
				await page.addScriptTag({ path: library });
				result.pages = await renderFile(page, out, Number(ppm), name);
			} catch (error) {
				result.error = error.message.split('\n')[0];
			}
			await context.close();
			console.log(JSON.stringify(result));
		}
	} finally {
		await browser.close();
	}
}

main().catch((error) => {
	console.error(error.message);
	process.exit(2);
});
