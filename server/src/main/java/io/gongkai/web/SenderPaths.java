package io.gongkai.web;

/**
 * Where somebody speaks to an office without saying who it is. There nothing is asked of the browser: whoever is signed in beside it
 * leaves no trace in the session, and neither the code of a receipt nor anything that was typed comes into a log.
 */
public final class SenderPaths {

    private SenderPaths() {}

    public static boolean is(String path) {
        return begins(path, "/ask")
                || begins(path, "/track")
                || begins(path, "/survey")
                || begins(path, "/api/v1/opinions");
    }

    private static boolean begins(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
