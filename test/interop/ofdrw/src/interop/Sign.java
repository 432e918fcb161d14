// SPDX-License-Identifier: Apache-2.0
package interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;

import org.bouncycastle.asn1.ASN1Encodable;
import org.ofdrw.layout.OFDDoc;
import org.ofdrw.layout.element.Paragraph;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.ExtendSignatureContainer;
import org.ofdrw.sign.OFDSigner;
import org.ofdrw.sign.SignMode;
import org.ofdrw.sign.signContainer.DigitalSignContainer;
import org.ofdrw.sign.signContainer.GBT35275DSContainer;
import org.ofdrw.sign.signContainer.GBT35275PKCS9DSContainer;
import org.ofdrw.sign.signContainer.SESV1Container;
import org.ofdrw.sign.signContainer.SESV4Container;
import org.ofdrw.sign.stamppos.NormalStampPos;
import org.ofdrw.sign.stamppos.RidingStampPos;
import org.ofdrw.sign.stamppos.Side;
import org.ofdrw.sign.stamppos.StampAppearance;

/** Documents signed in every way ofdrw knows. */
final class Sign {
	private static final String V5 = "org.ofdrw.sign.signContainer.SESV5Container";

	private final Path out;
	private final Path document;
	private final Pki pki = new Pki();
	private final Seals seals;
	private final StampAppearance place = new NormalStampPos(1, 140, 220, 40, 40);

	private Sign(Path out, Path picture, Path document) throws Exception {
		this.out = out;
		this.document = document;
		seals = new Seals(pki, Files.readAllBytes(picture));
	}

	static void all(Path out, Path picture, Path document, Path signed, Path locked) throws Exception {
		Files.createDirectories(out);
		Sign sign = new Sign(out, picture, document);
		sign.pki.writeTrust(out.resolve("trust"));
		sign.pki.writeSigners(out);
		sign.seals();
		sign.plain();
		sign.several();
		sign.v5();
		sign.further(signed, locked);
	}

	private static ExtendSignatureContainer v1(Pki.Holder holder, org.ofdrw.gm.ses.v1.SESeal seal) {
		return new SESV1Container(holder.key, seal, holder.cert);
	}

	private static ExtendSignatureContainer v4(Pki.Holder holder, org.ofdrw.gm.ses.v4.SESeal seal) {
		return new SESV4Container(holder.key, seal, holder.cert);
	}

	private void seals() throws Exception {
		org.ofdrw.gm.ses.v4.SESeal seal = seals.v4(4, false, pki.signer);
		org.ofdrw.gm.ses.v1.SESeal seal1 = seals.v1(pki.signer);
		Path own = out.resolve("own.ofd");
		try (OFDDoc doc = new OFDDoc(own)) {
			doc.add(new Paragraph("Interop 互操作"));
		}
		Files.write(out.resolve("v1.esl"), seal1.getEncoded("DER"));
		Files.write(out.resolve("v4.esl"), seal.getEncoded("DER"));
		run("v1", document, SignMode.ContinueSign, v1(pki.signer, seal1), place);
		run("v4", document, SignMode.ContinueSign, v4(pki.signer, seal), place);
		run("v4-digests", document, SignMode.ContinueSign, v4(pki.signer, seals.v4(4, true, pki.signer)), place);
		run("v4-locked", document, SignMode.WholeProtected, v4(pki.signer, seal), place);
		run("v4-own", own, SignMode.ContinueSign, v4(pki.signer, seal), place);
		run("v4-ride", document, SignMode.ContinueSign, v4(pki.signer, seal), new RidingStampPos(Side.Right, 40, 40));
		run("v4-odd", document, SignMode.ContinueSign, v4(pki.odd, seals.v4(4, false, pki.odd)), place);
		run("v4-stranger", document, SignMode.ContinueSign, v4(pki.second, seal), place);
	}

	private void plain() throws Exception {
		GBT35275DSContainer base64 = new GBT35275DSContainer(pki.signer.cert, pki.signer.key);
		base64.setEnableFileHashBase64(true);
		run("sign", document, SignMode.ContinueSign, new GBT35275DSContainer(pki.signer.cert, pki.signer.key));
		run("sign-base64", document, SignMode.ContinueSign, base64);
		run("sign-pkcs9", document, SignMode.ContinueSign,
		    new GBT35275PKCS9DSContainer(pki.signer.cert, pki.signer.key));
		run("sign-bare", document, SignMode.ContinueSign, new DigitalSignContainer(pki.signer.key));
	}

	private void several() throws Exception {
		org.ofdrw.gm.ses.v4.SESeal both = seals.v4(4, false, pki.signer, pki.second);
		Path first = out.resolve("v4.ofd");
		run("two", first, SignMode.ContinueSign, v4(pki.second, both), new NormalStampPos(1, 20, 220, 40, 40));
		run("two-locked", first, SignMode.WholeProtected,
		    new GBT35275PKCS9DSContainer(pki.second.cert, pki.second.key));
	}

	/** On what others signed; a locked document must be left alone. */
	private void further(Path signed, Path locked) throws Exception {
		ExtendSignatureContainer plain = new GBT35275PKCS9DSContainer(pki.signer.cert, pki.signer.key);
		run("further", signed, SignMode.ContinueSign, v4(pki.signer, seals.v4(4, false, pki.signer)),
		    new NormalStampPos(1, 20, 220, 40, 40));
		run("further-sign", signed, SignMode.WholeProtected, plain);
		try {
			run("further-locked", locked, SignMode.ContinueSign, plain);
		} catch (IOException e) {
			System.out.println("{\"file\":\"further-locked.ofd\",\"error\":" + Main.quote(e.getMessage()) + "}");
		}
	}

	/** From 2.3.9 on; the class is looked for, so that one program fits all versions. */
	private void v5() throws Exception {
		ASN1Encodable bytes = seals.v4(5, false, pki.signer).toASN1Primitive();
		Class<?> container, seal;
		try {
			container = Class.forName(V5);
			seal = Class.forName("org.ofdrw.gm.ses.v5.SESeal");
		} catch (ClassNotFoundException e) {
			return;
		}
		run("v5", document, SignMode.ContinueSign, (ExtendSignatureContainer) container
		    .getConstructor(PrivateKey.class, seal, Certificate.class)
		    .newInstance(pki.signer.key, seal.getMethod("getInstance", Object.class).invoke(null, bytes),
		    pki.signer.cert), place);
	}

	private void run(String name, Path from, SignMode mode, ExtendSignatureContainer container,
	    StampAppearance... places) throws IOException {
		Path to = out.resolve(name + ".ofd");
		try (OFDReader reader = new OFDReader(from); OFDSigner signer = new OFDSigner(reader, to)) {
			signer.setSignMode(mode).setSignContainer(container);
			for (StampAppearance appearance : places)
				signer.addApPos(appearance);
			signer.exeSign();
		} catch (Exception e) {
			throw new IOException(name + ": " + e, e);
		}
		System.out.println("{\"file\":" + Main.quote(to.toString()) + "}");
	}
}
