package io.gongkai.message;

/** Speaks a gateway's protocol. */
interface Carrier {

    Class<? extends GatewaySettings> speaks();

    Line open(Gateway gateway) throws GatewayDownException;
}
