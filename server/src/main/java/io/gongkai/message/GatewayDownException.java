package io.gongkai.message;

/** The gateway cannot be spoken to; no message has anything to do with it. */
class GatewayDownException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Ground ground;

    GatewayDownException(Ground ground, String detail) {
        super(detail);
        this.ground = ground;
    }

    Ground ground() {
        return ground;
    }
}
