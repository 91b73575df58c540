package io.gongkai.message;

/** An open connection to a gateway. */
interface Line extends AutoCloseable {

    /** Whether the next message may be given to it; asked before each, so that a message is claimed only to be sent. */
    boolean isOpen();

    /** @throws GatewayDownException when the gateway could not even be spoken to: then it has surely not taken it */
    HandOver carry(Parcel parcel) throws GatewayDownException;

    @Override
    void close();
}
