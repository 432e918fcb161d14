// SPDX-License-Identifier: Apache-2.0
package interop;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.ofdrw.gm.cert.PKCGenerate;

/** Root, signer and seal maker as Bouncy Castle encodes them, and ofdrw's own kind of certificate. */
final class Pki {
	/** A key and its certificate. */
	static final class Holder {
		final PrivateKey key;
		final X509Certificate cert;

		Holder(PrivateKey key, X509Certificate cert) {
			this.key = key;
			this.cert = cert;
		}
	}

	private static final Date FROM = Date.from(Instant.now().minus(3, ChronoUnit.DAYS));
	private static final Date UNTIL = Date.from(Instant.now().plus(700, ChronoUnit.DAYS));

	final Holder root;
	final Holder signer;
	final Holder second;
	final Holder maker;
	/** Issued by PKCGenerate: keyCertSign in a certificate that is no authority's. */
	final Holder odd;
	private long serial = 1000;

	Pki() throws GeneralSecurityException, IOException, OperatorCreationException {
		KeyPair pair = PKCGenerate.GenerateKeyPair();
		root = new Holder(pair.getPrivate(), issue(null, pair, "Interop Root",
		    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign), true));
		signer = holder("Interop Signer");
		second = holder("Interop Second Signer");
		maker = holder("Interop Seal Maker");
		pair = PKCGenerate.GenerateKeyPair();
		odd = new Holder(pair.getPrivate(), PKCGenerate.GenCert(
		    PKCGenerate.CertRequest(pair, PKCGenerate.TestND()), root.cert, root.key));
	}

	private Holder holder(String name) throws GeneralSecurityException, IOException, OperatorCreationException {
		KeyPair pair = PKCGenerate.GenerateKeyPair();
		return new Holder(pair.getPrivate(), issue(root, pair, name,
		    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation), false));
	}

	private static ContentSigner contentSigner(PrivateKey key) throws OperatorCreationException {
		return new JcaContentSignerBuilder("SM3withSM2").setProvider(new BouncyCastleProvider()).build(key);
	}

	private X509Certificate issue(Holder issuer, KeyPair pair, String name, KeyUsage usage, boolean authority)
	    throws GeneralSecurityException, IOException, OperatorCreationException {
		X500Name subject = new X500Name("C=CN,O=Interop,CN=" + name);
		JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
		JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
		    issuer == null ? subject : X500Name.getInstance(issuer.cert.getSubjectX500Principal().getEncoded()),
		    BigInteger.valueOf(++serial), FROM, UNTIL, subject, pair.getPublic());
		builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
		builder.addExtension(Extension.keyUsage, true, usage);
		builder.addExtension(Extension.subjectKeyIdentifier, false,
		    utils.createSubjectKeyIdentifier(pair.getPublic()));
		builder.addExtension(Extension.authorityKeyIdentifier, false,
		    utils.createAuthorityKeyIdentifier(issuer == null ? pair.getPublic() : issuer.cert.getPublicKey()));
		return new JcaX509CertificateConverter().setProvider(new BouncyCastleProvider()).getCertificate(
		    builder.build(contentSigner(issuer == null ? pair.getPrivate() : issuer.key)));
	}

	/** A trust directory: roots, makers and a list of revocations that is empty. */
	void writeTrust(Path folder) throws IOException, OperatorCreationException {
		Files.createDirectories(folder);
		X509v2CRLBuilder list = new X509v2CRLBuilder(
		    X500Name.getInstance(root.cert.getSubjectX500Principal().getEncoded()), FROM);
		list.setNextUpdate(UNTIL);
		X509CRLHolder crl = list.build(contentSigner(root.key));
		pem(folder.resolve("roots.pem"), root.cert);
		pem(folder.resolve("makers.pem"), maker.cert);
		pem(folder.resolve("crls.pem"), crl);
	}

	/** What the forgeries of the signer himself take. */
	void writeSigners(Path folder) throws IOException {
		pem(folder.resolve("signer.pem"), signer.cert);
		pem(folder.resolve("signer2.pem"), second.cert);
		pem(folder.resolve("signer.key"), new PemObject("PRIVATE KEY", signer.key.getEncoded()));
		pem(folder.resolve("signer2.key"), new PemObject("PRIVATE KEY", second.key.getEncoded()));
	}

	private static void pem(Path file, Object what) throws IOException {
		try (Writer out = Files.newBufferedWriter(file); JcaPEMWriter writer = new JcaPEMWriter(out)) {
			writer.writeObject(what);
		}
	}
}
