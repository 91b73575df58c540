package io.gongkai.message;

/** How a gateway is spoken to. What must not be read is not in it. */
public sealed interface GatewaySettings {

    /** The secret that opens the gateway; other secrets have names of their own. */
    String PASSWORD = "password";

    Medium medium();

    /** Protection of the connection. */
    enum Encryption {
        NONE,
        /** Begins in clear and is encrypted before anything is said; refused where the server cannot. */
        STARTTLS,
        TLS
    }

    /**
     * A mail server (RFC 5321).
     *
     * @param user empty where the server asks for none
     * @param from address of the sender; the name beside it is the organization's
     * @param certificate PEM of whoever vouches for the server; empty for those whom Java trusts
     */
    record Smtp(String host, int port, Encryption encryption, String user, String from, String certificate)
            implements GatewaySettings {

        @Override
        public Medium medium() {
            return Medium.MAIL;
        }
    }

    /** How a text goes that is longer than one short message. */
    enum LongText {
        /** In parts with a header, which every telephone puts together. */
        PARTS,
        /** Whole, in {@code message_payload}; the gateway takes it apart. */
        PAYLOAD
    }

    /**
     * An SMS gateway that speaks SMPP 3.4.
     *
     * @param systemId name by which we bind; with the {@link #PASSWORD}
     * @param systemType what the operator gave, mostly empty
     * @param source number or name from which messages come
     * @param prefix put before a mobile number of the country: mostly 86
     * @param certificate as for {@link Smtp}
     */
    record Smpp(
            String host,
            int port,
            Encryption encryption,
            String systemId,
            String systemType,
            String source,
            String prefix,
            LongText longText,
            String certificate)
            implements GatewaySettings {

        @Override
        public Medium medium() {
            return Medium.SMS;
        }
    }

    /** How an HTTP gateway is asked. */
    enum Verb {
        GET(""),
        POST_FORM("application/x-www-form-urlencoded; charset=UTF-8"),
        POST_JSON("application/json; charset=UTF-8");

        private final String mediaType;

        Verb(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    /**
     * An SMS gateway that is spoken to by HTTP. In address, header and body, <code>{phone}</code>, <code>{text}</code>,
     * <code>{id}</code> (our name for the message), <code>{sender}</code> and <code>{password}</code> are put in, each written as
     * its place asks.
     *
     * @param header one line, name and value; empty for none
     * @param accepted what an answer holds that says yes, as a regular expression; empty where its status says all
     * @param reference finds the gateway's name for the message in the answer, by the first group; empty where receipts bear ours
     * @param repeatable the gateway takes what bears one {@code {id}} once, so that it may be asked again after a silence
     * @param receiptReference field of a receipt that names the message
     * @param receiptStatus field of a receipt that says what became of it
     * @param delivered values that say that it arrived, separated by blanks
     * @param failed values that say that it did not; all others say nothing
     * @param certificate as for {@link Smtp}
     */
    record Http(
            String url,
            Verb verb,
            String header,
            String body,
            String accepted,
            String reference,
            boolean repeatable,
            String receiptReference,
            String receiptStatus,
            String delivered,
            String failed,
            String certificate)
            implements GatewaySettings {

        @Override
        public Medium medium() {
            return Medium.SMS;
        }
    }
}
