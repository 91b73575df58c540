package io.gongkai.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * A telephone operator's SMPP server, in a process of its own so that it can be killed. Arguments: port, file. Each message that it
 * takes is a line of the file before it is answered: its name, destination, coding, header (hex) and text (hex). It is told on its
 * input: {@code answer ok|busy|silent|early}, {@code receipt <name> <state>}, {@code lose} (closes all sessions).
 */
final class SmppOperator implements ServerMessageReceiverListener {

    private static final String PASSWORD = "right-pw";

    private final Path record;
    private final Map<String, SMPPServerSession> sessions = new ConcurrentHashMap<>();
    private volatile String answer = "ok";

    private SmppOperator(Path record) {
        this.record = record;
    }

    public static void main(String[] arguments) throws Exception {
        var operator = new SmppOperator(Path.of(arguments[1]));
        try (var listener = new SMPPServerSessionListener(Integer.parseInt(arguments[0]))) {
            Thread.ofPlatform().daemon().start(() -> operator.listen(listener));
            System.out.println("listening");
            var told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = told.readLine(); line != null; line = told.readLine()) {
                operator.obey(line.split(" ", -1));
                System.out.println("done");
            }
        }
        System.exit(0);
    }

    private void listen(SMPPServerSessionListener listener) {
        while (true) {
            try {
                var session = listener.accept();
                Thread.ofPlatform().daemon().start(() -> bind(session));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var request = session.waitForBind(5000);
            session.setMessageReceiverListener(this);
            if (request.getPassword().equals(PASSWORD)) {
                sessions.put(session.getSessionId(), session);
                request.accept("operator");
            } else {
                // It is for whoever was refused to hang up: an answer followed at once by the end of the line may get
                // lost.
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            }
        } catch (Exception e) {
            session.close();
        }
    }

    private void obey(String[] words) throws Exception {
        switch (words[0]) {
            case "answer" -> answer = words[1];
            case "receipt" -> deliver(words[1], words[2]);
            case "lose" -> {
                sessions.values().forEach(SMPPServerSession::close);
                sessions.clear();
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Through whichever session there is, as operators do. */
    private void deliver(String name, String state) throws Exception {
        var session = sessions.values().stream()
                .filter(one -> one.getSessionState().isReceivable())
                .findFirst()
                .orElseThrow();
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "8613800138000",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "10690000",
                new ESMClass().setMessageType(MessageType.SMSC_DEL_RECEIPT),
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(0),
                new GeneralDataCoding(),
                "id:%s sub:001 dlvrd:001 submit date:2611280900 done date:2611280901 stat:%s err:000 text:"
                        .formatted(name.toUpperCase(java.util.Locale.ROOT), state)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submitted, SMPPServerSession session)
            throws ProcessRequestException {
        if (answer.equals("busy")) {
            throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        if (answer.equals("busy-second") && submitted.isUdhi() && submitted.getShortMessage()[5] == 2) {
            throw new ProcessRequestException("busy", SMPPConstant.STAT_ESME_RTHROTTLED);
        }
        var name = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        try {
            var header = submitted.isUdhi() ? 6 : 0;
            var payload = submitted.getOptionalParameter(OptionalParameter.Message_payload.class);
            var body = payload == null ? submitted.getShortMessage() : payload.getValue();
            var hex = HexFormat.of();
            Files.writeString(
                    record,
                    "%s %s %d %s- %s\n"
                            .formatted(
                                    name,
                                    submitted.getDestAddress(),
                                    submitted.getDataCoding(),
                                    hex.formatHex(body, 0, header),
                                    hex.formatHex(body, header, body.length)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
            switch (answer) {
                case "early" -> deliver(name, "DELIVRD");
                case "silent" -> new CountDownLatch(1).await();
                default -> {}
            }
            return new SubmitSmResult(new MessageId(name), new OptionalParameter[0]);
        } catch (Exception e) {
            throw new ProcessRequestException("broken", SMPPConstant.STAT_ESME_RSYSERR, e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submitted, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("Not understood", SMPPConstant.STAT_ESME_RINVCMDID);
    }
}
