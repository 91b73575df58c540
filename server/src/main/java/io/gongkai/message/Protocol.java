package io.gongkai.message;

/** In what a gateway is spoken to. */
public enum Protocol {
    SMTP(GatewaySettings.Smtp.class),
    SMPP(GatewaySettings.Smpp.class),
    HTTP(GatewaySettings.Http.class);

    private final Class<? extends GatewaySettings> settings;

    Protocol(Class<? extends GatewaySettings> settings) {
        this.settings = settings;
    }

    Class<? extends GatewaySettings> settings() {
        return settings;
    }

    public static Protocol of(GatewaySettings settings) {
        return switch (settings) {
            case GatewaySettings.Smtp _ -> SMTP;
            case GatewaySettings.Smpp _ -> SMPP;
            case GatewaySettings.Http _ -> HTTP;
        };
    }
}
