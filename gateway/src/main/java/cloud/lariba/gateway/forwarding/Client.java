package cloud.lariba.gateway.forwarding;

/**
 * The client of a request, as the services are told.
 *
 * @param address its IP address
 * @param proto the scheme that it used: {@code http} or {@code https}
 * @param host the host that it asked for, perhaps with a port
 */
record Client(String address, String proto, String host) {

    /** The same as one element of {@code Forwarded} (RFC 7239, section 4). */
    String forwarded() {
        String node = address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
        return "for=" + node + ";host=\"" + host + "\";proto=" + proto;
    }
}
