package io.gongkai.message;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * SMTP. A server that has read the final dot may have taken the mail even if its answer is lost, so then nobody knows; until the
 * dot it has surely not. One that has taken it owns it: nothing in the protocol tells whether it arrives.
 */
@Component
class SmtpCarrier implements Carrier {

    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "60000";

    /** Asked for a password, or for encryption, before anything is said about a message (RFC 4954, RFC 3207). */
    private static final int SIGN_IN_FIRST = 530;

    private final Clock clock;

    SmtpCarrier(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<? extends GatewaySettings> speaks() {
        return GatewaySettings.Smtp.class;
    }

    @Override
    public Line open(Gateway gateway) throws GatewayDownException {
        var smtp = (GatewaySettings.Smtp) gateway.settings();
        var session = session(smtp);
        var transport = new Watched(session, smtp.encryption());
        try {
            transport.connect(
                    smtp.host(),
                    smtp.port(),
                    smtp.user().isEmpty() ? null : smtp.user(),
                    smtp.user().isEmpty() ? null : gateway.secret(GatewaySettings.PASSWORD));
        } catch (AuthenticationFailedException e) {
            throw new GatewayDownException(Ground.NOT_LET_IN, Masks.said(e.getMessage()));
        } catch (MessagingException e) {
            var down = Trust.down(e);
            throw down.ground() == Ground.UNREACHABLE && transport.isLeftInClear()
                    ? new GatewayDownException(Ground.NOT_ENCRYPTED, Masks.said(e.getMessage()))
                    : down;
        }
        return new SmtpLine(session, transport, smtp);
    }

    private static Session session(GatewaySettings.Smtp smtp) throws GatewayDownException {
        var properties = new Properties();
        for (var protocol : List.of("smtp", "smtps")) {
            var prefix = "mail." + protocol + ".";
            properties.put(prefix + "connectiontimeout", CONNECT_MILLIS);
            properties.put(prefix + "timeout", ANSWER_MILLIS);
            properties.put(prefix + "writetimeout", ANSWER_MILLIS);
            properties.put(prefix + "auth", String.valueOf(!smtp.user().isEmpty()));
            properties.put(prefix + "quitwait", "false");
            properties.put(prefix + "ssl.checkserveridentity", "true");
            // Or the library calls once more and believes Java's list where the county has named an authority of its
            // own.
            properties.put(prefix + "socketFactory.fallback", "false");
            properties.put(
                    prefix + "ssl.socketFactory",
                    Trust.context(smtp.certificate()).getSocketFactory());
            properties.put(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
        }
        if (smtp.encryption() == GatewaySettings.Encryption.STARTTLS) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        return Session.getInstance(properties);
    }

    /** Knows whether the final dot has gone out, and whether a server that was to begin encrypting has not. */
    private static final class Watched extends SMTPTransport {

        private final boolean startsInClear;
        private boolean introduced;
        private boolean beginsToEncrypt;
        private boolean ended;

        Watched(Session session, GatewaySettings.Encryption encryption) {
            this(session, encryption, encryption == GatewaySettings.Encryption.TLS ? "smtps" : "smtp");
        }

        private Watched(Session session, GatewaySettings.Encryption encryption, String protocol) {
            super(
                    session,
                    new URLName(protocol, null, -1, null, null, null),
                    protocol,
                    encryption == GatewaySettings.Encryption.TLS);
            this.startsInClear = encryption == GatewaySettings.Encryption.STARTTLS;
        }

        boolean isLeftInClear() {
            return startsInClear && introduced && !beginsToEncrypt;
        }

        @Override
        protected boolean ehlo(String name) throws MessagingException {
            var understood = super.ehlo(name);
            introduced = true;
            return understood;
        }

        @Override
        protected void startTLS() throws MessagingException {
            super.startTLS();
            beginsToEncrypt = true;
        }

        @Override
        protected void finishData() throws IOException, MessagingException {
            ended = true;
            super.finishData();
        }
    }

    private final class SmtpLine implements Line {

        private final Session session;
        private final Watched transport;
        private final GatewaySettings.Smtp smtp;

        SmtpLine(Session session, Watched transport, GatewaySettings.Smtp smtp) {
            this.session = session;
            this.transport = transport;
            this.smtp = smtp;
        }

        @Override
        public boolean isOpen() {
            return transport.isConnected();
        }

        @Override
        public HandOver carry(Parcel parcel) throws GatewayDownException {
            transport.ended = false;
            try {
                var mail = mail(parcel);
                transport.sendMessage(mail, mail.getAllRecipients());
                return new HandOver.Accepted(List.of());
            } catch (MessagingException | IOException e) {
                return failed(e);
            }
        }

        private HandOver failed(Exception thrown) throws GatewayDownException {
            var said = Masks.said(thrown.getMessage());
            for (Throwable cause = thrown; cause != null; cause = next(cause)) {
                if (cause instanceof SMTPAddressFailedException address) {
                    return answered(address.getReturnCode(), Ground.NO_SUCH_ADDRESS, Masks.said(address.getMessage()));
                }
                if (cause instanceof SMTPSendFailedException sent && sent.getReturnCode() > 0) {
                    return answered(sent.getReturnCode(), Ground.REJECTED, Masks.said(sent.getMessage()));
                }
            }
            return transport.ended
                    ? HandOver.Lost.whole(Ground.NO_ANSWER, said)
                    : HandOver.Deferred.whole(Ground.UNREACHABLE, said);
        }

        private static @Nullable Throwable next(Throwable thrown) {
            return thrown instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : thrown.getCause();
        }

        /** 4yz: later perhaps; 5yz: never. But who is not let in hears nothing about the message, which stays for another day. */
        private static HandOver answered(int code, Ground ground, String said) throws GatewayDownException {
            if (code == SIGN_IN_FIRST) {
                throw new GatewayDownException(Ground.NOT_LET_IN, said);
            }
            return code >= 500 ? new HandOver.Refused(ground, said) : HandOver.Deferred.whole(Ground.BUSY, said);
        }

        private MimeMessage mail(Parcel parcel) throws MessagingException, IOException {
            var letter = parcel.letter();
            var mail = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    // Ours, the same for each try: who gets it twice all the same can see that it is one.
                    setHeader("Message-ID", "<%s@%s>".formatted(parcel.reference(), domain(smtp.from())));
                }
            };
            mail.setFrom(new InternetAddress(smtp.from(), letter.sender(), StandardCharsets.UTF_8.name()));
            mail.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.address()));
            mail.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            mail.setText(letter.text(), StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(clock.instant()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            mail.saveChanges();
            return mail;
        }

        private static String domain(String address) {
            return address.substring(address.lastIndexOf('@') + 1);
        }

        @Override
        public void close() {
            try {
                transport.close();
            } catch (MessagingException alreadyGone) {
                // Nothing that was given to it hangs on the farewell.
            }
        }
    }
}
