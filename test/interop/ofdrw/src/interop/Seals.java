// SPDX-License-Identifier: Apache-2.0
package interop;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.ofdrw.gm.ses.v1.SES_ESPictrueInfo;
import org.ofdrw.gm.ses.v1.SES_Header;
import org.ofdrw.gm.ses.v1.SES_SignInfo;
import org.ofdrw.gm.ses.v4.CertDigestObj;
import org.ofdrw.gm.ses.v4.SES_CertList;
import org.ofdrw.gm.ses.v4.SES_ESPropertyInfo;
import org.ofdrw.gm.ses.v4.SES_SealInfo;
import org.ofdrw.gm.ses.v4.SESeal;

/** Seals made with ofdrw's classes of each version. */
final class Seals {
	private static final Date FROM = Date.from(Instant.now().minus(2, ChronoUnit.DAYS));
	private static final Date UNTIL = Date.from(Instant.now().plus(600, ChronoUnit.DAYS));
	private static final String VENDOR = "INTEROP";

	private final Pki pki;
	private final byte[] picture;

	Seals(Pki pki, byte[] picture) {
		this.pki = pki;
		this.picture = picture;
	}

	private SES_ESPictrueInfo picture() {
		return new SES_ESPictrueInfo().setType("PNG").setData(picture).setWidth(40).setHeight(40);
	}

	private byte[] sign(byte[] message) throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SM3withSM2", new BouncyCastleProvider());
		signature.initSign(pki.maker.key);
		signature.update(message);
		return signature.sign();
	}

	private static DERSequence certificates(Pki.Holder... holders) throws GeneralSecurityException {
		ASN1EncodableVector v = new ASN1EncodableVector();
		for (Pki.Holder holder : holders)
			v.add(new DEROctetString(holder.cert.getEncoded()));
		return new DERSequence(v);
	}

	private static DERSequence digests(Pki.Holder... holders) throws GeneralSecurityException {
		ASN1EncodableVector v = new ASN1EncodableVector();
		for (Pki.Holder holder : holders)
			v.add(new CertDigestObj().setType("SM3").setValue(new SM3.Digest().digest(holder.cert.getEncoded())));
		return new DERSequence(v);
	}

	org.ofdrw.gm.ses.v1.SESeal v1(Pki.Holder... holders) throws GeneralSecurityException, IOException {
		org.ofdrw.gm.ses.v1.SES_ESPropertyInfo property = new org.ofdrw.gm.ses.v1.SES_ESPropertyInfo()
		    .setType(1).setName("Interop V1 测试章").setCertList(certificates(holders))
		    .setCreateDate(new ASN1UTCTime(FROM)).setValidStart(new ASN1UTCTime(FROM))
		    .setValidEnd(new ASN1UTCTime(UNTIL));
		org.ofdrw.gm.ses.v1.SES_SealInfo info = new org.ofdrw.gm.ses.v1.SES_SealInfo()
		    .setHeader(new SES_Header(new ASN1Integer(1), new DERIA5String(VENDOR)))
		    .setEsID("33010600000011").setProperty(property).setPicture(picture());
		DEROctetString cert = new DEROctetString(pki.maker.cert.getEncoded());
		ASN1EncodableVector v = new ASN1EncodableVector(3);
		v.add(info);
		v.add(cert);
		v.add(GMObjectIdentifiers.sm2sign_with_sm3);
		return new org.ofdrw.gm.ses.v1.SESeal(info, new SES_SignInfo().setCert(cert)
		    .setSignatureAlgorithm(GMObjectIdentifiers.sm2sign_with_sm3)
		    .setSignData(sign(new DERSequence(v).getEncoded("DER"))));
	}

	/** version 4, or 5, whose seal has the same shape. */
	SESeal v4(int version, boolean digests, Pki.Holder... holders) throws GeneralSecurityException, IOException {
		ASN1Integer listType = digests ? SES_ESPropertyInfo.CertDigestListType : SES_ESPropertyInfo.CertListType;
		SES_ESPropertyInfo property = new SES_ESPropertyInfo()
		    .setType(new ASN1Integer(3)).setName(new DERUTF8String("Interop V" + version + " 测试章"))
		    .setCertListType(listType)
		    .setCertList(SES_CertList.getInstance(listType, digests ? digests(holders) : certificates(holders)))
		    .setCreateDate(new ASN1GeneralizedTime(FROM)).setValidStart(new ASN1GeneralizedTime(FROM))
		    .setValidEnd(new ASN1GeneralizedTime(UNTIL));
		SES_SealInfo info = new SES_SealInfo()
		    .setHeader(new SES_Header(new ASN1Integer(version), new DERIA5String(VENDOR)))
		    .setEsID("33010600000014").setProperty(property).setPicture(picture());
		return new SESeal().seteSealInfo(info).setCert(pki.maker.cert)
		    .setSignAlgID(GMObjectIdentifiers.sm2sign_with_sm3)
		    .setSignedValue(sign(info.getEncoded("DER")));
	}
}
