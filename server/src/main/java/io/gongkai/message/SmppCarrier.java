package io.gongkai.message;

import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.GatewaySettings.LongText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * SMPP 3.4. A session stays bound as transceiver as long as the gateway is in use, because receipts come through it; one that is
 * lost is bound again. Text goes as UCS2. What was submitted and not answered may have been taken: nobody knows. A part that was
 * answered is never submitted again.
 */
@Component
class SmppCarrier implements Carrier, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SmppCarrier.class);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration ENQUIRE = Duration.ofSeconds(30);

    /** Bytes of text in one short message, and beside the header of a part. */
    private static final int WHOLE = 140;

    private static final int PART = 134;
    private static final byte HAS_HEADER = 0x40;

    /** ESME_RMSGQFUL, ESME_RTHROTTLED, ESME_RSYSERR, ESME_RX_T_APPN: not now. */
    private static final Set<Integer> LATER = Set.of(
            SMPPConstant.STAT_ESME_RMSGQFUL,
            SMPPConstant.STAT_ESME_RTHROTTLED,
            SMPPConstant.STAT_ESME_RSYSERR,
            SMPPConstant.STAT_ESME_RX_T_APPN);

    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([^\\s]+)");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([A-Za-z]+)");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*([0-9A-Za-z]+)");
    private static final Set<String> NOT_DELIVERED = Set.of("EXPIRED", "DELETED", "UNDELIV", "REJECTD");
    private static final byte STATE_DELIVERED = 2;
    private static final Set<Byte> STATES_NOT_DELIVERED = Set.of((byte) 3, (byte) 4, (byte) 5, (byte) 8);

    private record Bound(SMPPSession session, Instant settingsOf) {}

    private final GatewayStore gateways;
    private final Moves moves;
    private final Clock clock;
    private final boolean sends;
    private final Map<UUID, Bound> bound = new ConcurrentHashMap<>();
    private final Map<UUID, ReentrantLock> bindings = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    SmppCarrier(GatewayStore gateways, Moves moves, Clock clock, @Value("${gongkai.zone}") String zone) {
        this.gateways = gateways;
        this.moves = moves;
        this.clock = clock;
        this.sends = !zone.toLowerCase(Locale.ROOT).equals("public");
    }

    @Override
    public Class<? extends GatewaySettings> speaks() {
        return GatewaySettings.Smpp.class;
    }

    @Override
    public Line open(Gateway gateway) throws GatewayDownException {
        return new SmppLine(session(gateway), (GatewaySettings.Smpp) gateway.settings());
    }

    /** Receipts may be on their way when nothing is to be sent: sessions are kept, and what is no longer in use is left. */
    @Scheduled(fixedDelay = 10_000)
    void keepBound() {
        if (!sends || stopped) {
            return;
        }
        var wanted = gateways.inUse(Protocol.SMPP);
        bound.keySet().stream()
                .filter(id -> wanted.stream().noneMatch(gateway -> gateway.id().equals(id)))
                .toList()
                .forEach(this::leave);
        // Each as it is when its turn comes: those before it may have taken long to be given up.
        wanted.forEach(
                gateway -> gateways.find(gateway.id()).filter(Gateway::active).ifPresent(this::keepBound));
    }

    private void keepBound(Gateway gateway) {
        var rests = gateway.restUntil() != null && gateway.restUntil().isAfter(clock.instant());
        if (!rests) {
            try {
                session(gateway);
            } catch (GatewayDownException e) {
                var now = clock.instant();
                gateways.rest(gateway, now.plus(Dispatcher.rest(gateway.failures())), e.ground(), now);
                log.warn("Gateway {} is down ({}) and rests: {}", gateway.id(), e.ground(), e.getMessage());
            }
        }
    }

    @Override
    public void destroy() {
        stopped = true;
        List.copyOf(bound.keySet()).forEach(this::leave);
    }

    private void leave(UUID gateway) {
        var session = bound.remove(gateway);
        if (session != null) {
            session.session().unbindAndClose();
        }
    }

    private SMPPSession session(Gateway gateway) throws GatewayDownException {
        var binding = bindings.computeIfAbsent(gateway.id(), _ -> new ReentrantLock());
        binding.lock();
        try {
            var present = bound.get(gateway.id());
            if (present != null
                    && !present.settingsOf()
                            .isBefore(gateway.changedAt()) // whoever comes with older ones does not end it
                    && present.session().getSessionState().isTransmittable()) {
                return present.session();
            }
            leave(gateway.id());
            var session = bind(gateway);
            bound.put(gateway.id(), new Bound(session, gateway.changedAt()));
            return session;
        } finally {
            binding.unlock();
        }
    }

    private SMPPSession bind(Gateway gateway) throws GatewayDownException {
        var smpp = (GatewaySettings.Smpp) gateway.settings();
        var session = new SMPPSession(connections(smpp));
        session.setEnquireLinkTimer((int) ENQUIRE.toMillis());
        session.setTransactionTimer(ANSWER.toMillis());
        session.setMessageReceiverListener(new Receipts(gateway.id()));
        try {
            session.connectAndBind(
                    smpp.host(),
                    smpp.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            smpp.systemId(),
                            gateway.secret(GatewaySettings.PASSWORD),
                            smpp.systemType(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    CONNECT.toMillis());
            return session;
        } catch (IOException e) {
            session.close();
            throw e.getCause() instanceof NegativeResponseException
                    ? new GatewayDownException(Ground.NOT_LET_IN, Masks.said(e.getMessage()))
                    : Trust.down(e);
        }
    }

    private static ConnectionFactory connections(GatewaySettings.Smpp smpp) throws GatewayDownException {
        if (smpp.encryption() == Encryption.NONE) {
            return (host, port) -> new SocketConnection(Trust.connected(host, port, CONNECT));
        }
        var sockets = Trust.context(smpp.certificate()).getSocketFactory();
        return (host, port) -> new SocketConnection(Trust.connected(sockets, host, port, CONNECT));
    }

    /** What the gateway says by itself. Failing to keep it is answered so that it says it again. */
    private final class Receipts implements MessageReceiverListener {

        private final UUID gateway;

        Receipts(UUID gateway) {
            this.gateway = gateway;
        }

        @Override
        public void onAcceptDeliverSm(DeliverSm delivered) throws ProcessRequestException {
            if (!delivered.isSmscDeliveryReceipt()) {
                return;
            }
            var text = new String(
                    delivered.getShortMessage() == null ? new byte[0] : delivered.getShortMessage(),
                    StandardCharsets.ISO_8859_1);
            var reference = reference(delivered, text);
            var receipt = receipt(delivered, text);
            if (reference.isEmpty() || receipt == null) {
                return;
            }
            try {
                moves.receive(gateway, plain(reference), receipt, receipt == Moves.Receipt.FAILED ? said(text) : "");
            } catch (RuntimeException e) {
                log.warn("A receipt could not be kept: {}", e.getClass().getName());
                throw new ProcessRequestException("Not now", SMPPConstant.STAT_ESME_RX_T_APPN);
            }
        }

        private static String reference(DeliverSm delivered, String text) {
            var named = delivered.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
            if (named != null) {
                return named.getValueAsString();
            }
            var found = ID.matcher(text);
            return found.find() ? found.group(1) : "";
        }

        /** Null for what only says that it is on its way. */
        private static Moves.@Nullable Receipt receipt(DeliverSm delivered, String text) {
            var found = STATE.matcher(text);
            if (found.find()) {
                var state = found.group(1).toUpperCase(Locale.ROOT);
                return state.equals("DELIVRD")
                        ? Moves.Receipt.DELIVERED
                        : NOT_DELIVERED.contains(state) ? Moves.Receipt.FAILED : null;
            }
            var state = delivered.getOptionalParameter(OptionalParameter.Message_state.class);
            if (state == null) {
                return null;
            }
            return state.getValue() == STATE_DELIVERED
                    ? Moves.Receipt.DELIVERED
                    : STATES_NOT_DELIVERED.contains(state.getValue()) ? Moves.Receipt.FAILED : null;
        }

        private static String said(String text) {
            var state = STATE.matcher(text);
            var error = ERROR.matcher(text);
            return ((state.find() ? state.group(1) : "") + " " + (error.find() ? error.group(1) : "")).strip();
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            // That a telephone can be reached again changes nothing here.
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("Not understood", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }

    /** Gateways write their names in whatever case. */
    private static String plain(String given) {
        return given.strip().toLowerCase(Locale.ROOT);
    }

    /** Text in as many parts as it takes; no character is torn. */
    static List<byte[]> parts(String text, LongText how) {
        var all = text.getBytes(StandardCharsets.UTF_16BE);
        if (all.length <= WHOLE || how == LongText.PAYLOAD) {
            return List.of(all);
        }
        var parts = new ArrayList<byte[]>();
        for (var from = 0; from < text.length(); ) {
            var to = Math.min(text.length(), from + PART / 2);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            parts.add(text.substring(from, to).getBytes(StandardCharsets.UTF_16BE));
            from = to;
        }
        return parts;
    }

    private static final class SmppLine implements Line {

        private final SMPPSession session;
        private final GatewaySettings.Smpp smpp;

        SmppLine(SMPPSession session, GatewaySettings.Smpp smpp) {
            this.session = session;
            this.smpp = smpp;
        }

        @Override
        public boolean isOpen() {
            return session.getSessionState().isTransmittable();
        }

        @Override
        public HandOver carry(Parcel parcel) {
            var parts = parts(parcel.letter().text(), smpp.longText());
            var taken = new ArrayList<>(parcel.taken());
            try {
                while (taken.size() < parts.size()) {
                    taken.add(submit(parcel, parts, taken.size()));
                }
                return new HandOver.Accepted(taken);
            } catch (NegativeResponseException e) {
                var said = "0x%08x".formatted(e.getCommandStatus());
                return LATER.contains(e.getCommandStatus())
                        ? new HandOver.Deferred(Ground.BUSY, said, taken, parts.size())
                        : new HandOver.Refused(
                                e.getCommandStatus() == SMPPConstant.STAT_ESME_RINVDSTADR
                                        ? Ground.NO_SUCH_ADDRESS
                                        : Ground.REJECTED,
                                said);
            } catch (ResponseTimeoutException | InvalidResponseException e) {
                return new HandOver.Lost(Ground.NO_ANSWER, "", taken, parts.size());
            } catch (PDUException e) {
                return new HandOver.Refused(Ground.REJECTED, Masks.said(e.getMessage()));
            } catch (IOException e) {
                // It could not be written, so it was not read.
                return new HandOver.Deferred(Ground.UNREACHABLE, "", taken, parts.size());
            }
        }

        private String submit(Parcel parcel, List<byte[]> parts, int part)
                throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                        IOException {
            var text = parts.get(part);
            var inPayload = text.length > WHOLE;
            var header = parts.size() == 1
                    ? new byte[0]
                    : new byte[] {5, 0, 3, (byte) parcel.reference().hashCode(), (byte) parts.size(), (byte) (part + 1)
                    };
            var body = new byte[inPayload ? 0 : header.length + text.length];
            if (!inPayload) {
                System.arraycopy(header, 0, body, 0, header.length);
                System.arraycopy(text, 0, body, header.length, text.length);
            }
            var more = inPayload
                    ? new OptionalParameter[] {new OptionalParameter.Message_payload(text)}
                    : new OptionalParameter[0];
            var result = session.submitShortMessage(
                    "",
                    TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.UNKNOWN,
                    smpp.source(),
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    destination(parcel.letter().address()),
                    new ESMClass(header.length == 0 ? 0 : HAS_HEADER),
                    (byte) 0,
                    (byte) 1,
                    null,
                    null,
                    new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                    (byte) 0,
                    new GeneralDataCoding(Alphabet.ALPHA_UCS2),
                    (byte) 0,
                    body,
                    more);
            return plain(result.getMessageId());
        }

        private String destination(String number) {
            return number.startsWith("+") ? number.substring(1) : smpp.prefix() + number;
        }

        /** The session stays: receipts come through it. */
        @Override
        public void close() {}
    }
}
