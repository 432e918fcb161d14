// SPDX-License-Identifier: Apache-2.0
package interop;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Sequence;
import org.ofdrw.core.signatures.SigType;
import org.ofdrw.gm.ses.parse.SESVersion;
import org.ofdrw.gm.ses.parse.VersionParser;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.SignedDataValidateContainer;
import org.ofdrw.sign.verify.container.GBT35275ValidateContainer;
import org.ofdrw.sign.verify.container.SESV1ValidateContainer;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;

/** OFDValidator with the container that fits each signature. */
final class Verify implements SignedDataValidateContainer {
	private final List<String> formats = new ArrayList<>();

	static void files(String[] names) {
		for (String name : names) {
			Verify verify = new Verify();
			String error = verify.file(Path.of(name));
			List<String> quoted = new ArrayList<>();
			for (String format : verify.formats)
				quoted.add(Main.quote(format));
			System.out.println("{\"file\":" + Main.quote(name) + ",\"intact\":" + (error == null) +
			    ",\"formats\":[" + String.join(",", quoted) + "],\"error\":" + Main.quote(error) + "}");
		}
	}

	/** What is wrong, or null. */
	private String file(Path path) {
		try (OFDReader reader = new OFDReader(path); OFDValidator validator = new OFDValidator(reader)) {
			validator.setValidator(this).exeValidate();
			return null;
		} catch (Exception | StackOverflowError | LinkageError e) {
			return e.getClass().getSimpleName() + ": " + e.getMessage();
		}
	}

	@Override
	public void validate(SigType type, String alg, byte[] signatureXml, byte[] value)
	    throws IOException, GeneralSecurityException {
		try {
			if (type == SigType.Sign) {
				new GBT35275ValidateContainer().validate(type, alg, signatureXml, value);
				formats.add("SignedData");
				return;
			}
			SESVersion version = VersionParser.parseSES_SignatureVersion(ASN1Sequence.getInstance(value)).getVersion();
			container(version).validate(type, alg, signatureXml, value);
			formats.add("SES " + version.name().toUpperCase());
		} catch (IOException | GeneralSecurityException e) {
			throw e;
		} catch (Exception e) {
			throw new GeneralSecurityException(e.getMessage(), e);
		}
	}

	/** V5 is known from 2.3.9 on; older versions read it as V4. */
	private static SignedDataValidateContainer container(SESVersion version) throws ReflectiveOperationException {
		switch (version.name()) {
		case "v1":
			return new SESV1ValidateContainer();
		case "v4":
			return new SESV4ValidateContainer();
		default:
			return (SignedDataValidateContainer) Class.forName("org.ofdrw.sign.verify.container.SES" +
			    version.name().toUpperCase() + "ValidateContainer").getConstructor().newInstance();
		}
	}
}
