package cloud.lariba.identity;

import static cloud.lariba.identity.Minting.NOW;
import static cloud.lariba.identity.Minting.base64;
import static cloud.lariba.identity.Minting.claims;
import static cloud.lariba.identity.Minting.genuine;
import static cloud.lariba.identity.Minting.header;
import static cloud.lariba.identity.Minting.serviceClaims;
import static cloud.lariba.identity.Minting.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that differ from a genuine one in one way each, and must not pass. The names say the way. */
final class Mutants {

    private final Map<String, String> all = new LinkedHashMap<>();

    private Mutants() {}

    static Map<String, String> all() {
        Mutants mutants = new Mutants();
        mutants.algorithms();
        mutants.headers();
        mutants.claimValues();
        mutants.jsonForms();
        mutants.serialisations();
        mutants.signatures();
        mutants.bits();
        return mutants.all;
    }

    private void add(String name, String token) {
        if (all.put(name, token) != null) {
            throw new IllegalStateException("two mutants are called " + name);
        }
    }

    private void withHeader(String name, Consumer<ObjectNode> change) {
        ObjectNode header = Minting.header();
        change.accept(header);
        add("header: " + name, signed(header.toString(), claims().toString()));
    }

    private void withClaim(String name, Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        add("claim: " + name, signed(header().toString(), claims.toString()));
    }

    private void algorithms() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            String input = base64(header().put("alg", none).toString().getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims().toString().getBytes(StandardCharsets.UTF_8));
            add("alg '" + none + "' without a signature", input + ".");
            add(
                    "alg '" + none + "' with a signature",
                    signed(header().put("alg", none).toString(), claims().toString()));
            add("alg '" + none + "' with any signature", input + ".AAAA");
        }
        byte[] publicKey = Minting.KEYS.getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
        for (String alg : List.of("HS256", "HS384", "HS512")) {
            add(alg + " with the public key in DER", hmac(alg, publicKey));
            add(alg + " with the public key in PEM", hmac(alg, pem.getBytes(StandardCharsets.US_ASCII)));
            add(
                    alg + " with the key set",
                    hmac(alg, Minting.jwk(Minting.KEYS).toString().getBytes(StandardCharsets.UTF_8)));
            add(alg + " with the kid", hmac(alg, "key-1".getBytes(StandardCharsets.US_ASCII)));
        }
        for (String alg :
                List.of("RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "EdDSA", "rs256", "RS256 ", "HS1")) {
            withHeader("alg " + alg, h -> h.put("alg", alg));
        }
        add("RS384 signed as it says", with("RS384", Minting.KEYS, "SHA384withRSA"));
        add("RS512 signed as it says", with("RS512", Minting.KEYS, "SHA512withRSA"));
        add("RS256 signed with SHA-1", with("RS256", Minting.KEYS, "SHA1withRSA"));
        add("RS256 signed with SHA-512", with("RS256", Minting.KEYS, "SHA512withRSA"));
        add("ES256 under a known kid", with("ES256", ellipticCurve(), "SHA256withECDSAinP1363Format"));
        add("RS256 by somebody else", with("RS256", Minting.FOREIGN_KEYS, "SHA256withRSA"));
        withHeader("no alg", h -> h.remove("alg"));
        withHeader("alg null", h -> h.putNull("alg"));
        withHeader("alg number", h -> h.put("alg", 256));
        withHeader("alg list", h -> h.putArray("alg").add("RS256"));
    }

    private void headers() {
        withHeader("no kid", h -> h.remove("kid"));
        withHeader("kid null", h -> h.putNull("kid"));
        withHeader("kid number", h -> h.put("kid", 1));
        for (String kid : List.of(
                "", "key-2", "KEY-1", "key-1 ", "key-1\u0000", "../key-1", "/dev/null", "' or '1'='1", "key-1;x")) {
            withHeader("kid '" + kid.replace("\u0000", "NUL") + "'", h -> h.put("kid", kid));
        }
        withHeader("no typ", h -> h.remove("typ"));
        for (String typ :
                List.of("JWT", "at+JWT", "AT+JWT", "application/at+jwt", "rt+jwt", "id+jwt", "logout+jwt", "")) {
            withHeader("typ '" + typ + "'", h -> h.put("typ", typ));
        }
        ObjectNode foreign = Minting.jwk(Minting.FOREIGN_KEYS);
        withHeader("jwk", h -> h.set("jwk", foreign));
        withHeader("jku", h -> h.put("jku", "http://127.0.0.1:1/keys"));
        withHeader("x5u", h -> h.put("x5u", "http://127.0.0.1:1/cert"));
        withHeader("x5c", h -> h.putArray("x5c").add("MIIB"));
        withHeader("x5t", h -> h.put("x5t", "AAAA"));
        withHeader("crit", h -> h.putArray("crit").add("exp"));
        withHeader("crit b64", h -> h.put("b64", false).putArray("crit").add("b64"));
        withHeader("zip", h -> h.put("zip", "DEF"));
        withHeader("cty", h -> h.put("cty", "JWT"));
        withHeader("enc", h -> h.put("enc", "A256GCM"));
        withHeader("an unknown field", h -> h.put("x", 1));
        ObjectNode injected = header();
        injected.set("jwk", foreign);
        add(
                "jwk of the signer in the header",
                signed(injected.toString(), claims().toString(), Minting.FOREIGN_KEYS.getPrivate(), "SHA256withRSA"));
    }

    private void claimValues() {
        for (String name : List.of("iss", "aud", "sub", "sid", "jti", "iat", "exp", "groups")) {
            withClaim("no " + name, c -> c.remove(name));
            withClaim(name + " null", c -> c.putNull(name));
            withClaim(name + " object", c -> c.putObject(name));
            withClaim(name + " true", c -> c.put(name, true));
            withClaim(name + " empty list", c -> c.putArray(name));
        }
        for (String issuer : List.of(
                "", "https://lariba.local/", "http://lariba.local", "https://evil.example", "HTTPS://LARIBA.LOCAL")) {
            withClaim("iss '" + issuer + "'", c -> c.put("iss", issuer));
        }
        for (String audience : List.of("", "Lariba", "lariba ", "user", "auth", "*", "https://lariba.local")) {
            withClaim("aud '" + audience + "'", c -> c.put("aud", audience));
        }
        withClaim("aud list", c -> c.putArray("aud").add("lariba"));
        withClaim("aud list with another", c -> c.putArray("aud").add("other").add("lariba"));
        for (String subject :
                List.of("", "admin", "1", "service:auth", Minting.USER + " ", Minting.USER.replace("-", ""))) {
            withClaim("sub '" + subject + "'", c -> c.put("sub", subject));
        }
        withClaim("sid no id", c -> c.put("sid", "x"));
        withClaim(
                "sid with a service's rights",
                c -> c.putArray("groups").add("user").add("service"));
        withClaim("groups text", c -> c.put("groups", "user"));
        withClaim("groups with a number", c -> c.putArray("groups").add("user").add(1));
        withClaim("groups service", c -> c.putArray("groups").add("service"));
        withClaim(
                "groups with one service's role",
                c -> c.putArray("groups").add("user").add("service:user"));
        withClaim("groups unknown", c -> c.putArray("groups").add("user").add("root"));
        long now = NOW.getEpochSecond();
        Map.of(
                        "now",
                        now,
                        "a second ago",
                        now - 1,
                        "a day ago",
                        now - 86_400,
                        "1970",
                        0L,
                        "negative",
                        -1L,
                        "least",
                        Long.MIN_VALUE)
                .forEach((name, exp) -> withClaim("exp " + name, c -> c.put("exp", exp)));
        withClaim("exp text", c -> c.put("exp", Long.toString(now + 600)));
        withClaim("exp fraction", c -> c.put("exp", now + 600.5));
        withClaim("exp beyond time", c -> c.put("exp", Long.MAX_VALUE));
        withClaim("iat in the future", c -> c.put("iat", now + 60));
        withClaim("iat text", c -> c.put("iat", Long.toString(now)));
        withClaim("nbf in the future", c -> c.put("nbf", now + 60));
        withClaim("nbf text", c -> c.put("nbf", "now"));
        for (List<String> groups :
                List.of(List.of("user"), List.of("service", "admin"), List.of("service", "service:user"))) {
            ObjectNode service = serviceClaims();
            groups.forEach(service.putArray("groups")::add);
            add("service token with " + groups, signed(header().toString(), service.toString()));
        }
        ObjectNode userAsService = serviceClaims().put("sub", Minting.USER);
        add("service token with a user as subject", signed(header().toString(), userAsService.toString()));
        add(
                "service token for another service",
                signed(header().toString(), serviceClaims().put("aud", "cloud").toString()));
        add(
                "service token for users' audience",
                signed(header().toString(), serviceClaims().put("aud", "lariba").toString()));
    }

    private void jsonForms() {
        String genuineClaims = claims().toString();
        String genuineHeader = header().toString();
        add("json: duplicate claim", signed(genuineHeader, genuineClaims.replace("{", "{\"sub\":\"x\",")));
        add(
                "json: duplicate claim last",
                signed(genuineHeader, genuineClaims.replaceFirst("}$", ",\"exp\":99999999999}")));
        add("json: duplicate header", signed(genuineHeader.replaceFirst("\\{", "{\"alg\":\"none\","), genuineClaims));
        add("json: trailing value", signed(genuineHeader, genuineClaims + "{}"));
        add("json: trailing text", signed(genuineHeader, genuineClaims + "x"));
        add("json: list of claims", signed(genuineHeader, "[" + genuineClaims + "]"));
        add("json: list of headers", signed("[" + genuineHeader + "]", genuineClaims));
        add("json: empty claims", signed(genuineHeader, "{}"));
        add("json: empty header", signed("{}", genuineClaims));
        add("json: claims null", signed(genuineHeader, "null"));
        add("json: header null", signed("null", genuineClaims));
        add("json: claims text", signed(genuineHeader, "\"x\""));
        add("json: broken claims", signed(genuineHeader, genuineClaims.substring(1)));
        add("json: single quotes", signed(genuineHeader.replace('"', '\''), genuineClaims));
        add("json: comment", signed(genuineHeader, genuineClaims.replace("{", "{/**/")));
        add("json: deep", signed(genuineHeader, "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
        add(
                "json: huge number",
                signed(genuineHeader, genuineClaims.replaceFirst("\"exp\":\\d+", "\"exp\":1e999999999")));
        add("json: not a number", signed(genuineHeader, genuineClaims.replaceFirst("\"exp\":\\d+", "\"exp\":NaN")));
    }

    private void serialisations() {
        String[] parts = genuine().split("\\.", -1);
        String token = genuine();
        add("form: empty", "");
        add("form: dots", "..");
        add("form: two parts", parts[0] + "." + parts[1]);
        add("form: no signature", parts[0] + "." + parts[1] + ".");
        add("form: no header", "." + parts[1] + "." + parts[2]);
        add("form: no claims", parts[0] + ".." + parts[2]);
        add("form: four parts", token + ".AAAA");
        add("form: five parts", token + ".AAAA.AAAA");
        add(
                "form: JSON serialisation",
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}");
        add("form: space before", " " + token);
        add("form: space after", token + " ");
        add("form: newline inside", parts[0] + ".\n" + parts[1] + "." + parts[2]);
        add("form: newline after", token + "\n");
        add("form: padding", parts[0] + "=." + parts[1] + "." + parts[2]);
        add("form: padded signature", token + "==");
        add(
                "form: plain base64",
                parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "+");
        add("form: prefix", "Bearer " + token);
        add("form: twice", token + token);
        add("form: upper case", token.toUpperCase(Locale.ROOT));
        add("form: not ASCII", parts[0] + "." + parts[1] + "ä." + parts[2]);
        add("form: NUL", token + "\u0000");
        add("form: huge", parts[0] + "." + "A".repeat(1_000_000) + "." + parts[2]);
        add("form: many dots", ".".repeat(8000));
    }

    private void signatures() {
        String[] parts = genuine().split("\\.", -1);
        String other = signed(header().toString(), claims().put("jti", "other").toString());
        String input = parts[0] + "." + parts[1] + ".";
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        add("signature: of another token", input + other.substring(other.lastIndexOf('.') + 1));
        add("signature: zeros", input + base64(new byte[signature.length]));
        add("signature: one byte", input + base64(new byte[1]));
        add("signature: too short", input + base64(Arrays.copyOf(signature, signature.length - 1)));
        add("signature: too long", input + base64(Arrays.copyOf(signature, signature.length + 1)));
        add("signature: of other claims", parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2]);
    }

    private void bits() {
        String[] parts = genuine().split("\\.", -1);
        for (int part = 0; part < 3; part++) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int i = 0; i < 100; i++) {
                byte[] changed = bytes.clone();
                changed[i * bytes.length / 100] ^= (byte) (1 << (i % 8));
                String[] mutant = parts.clone();
                mutant[part] = base64(changed);
                add("bit " + i + " of part " + part, String.join(".", mutant));
            }
        }
    }

    private static String with(String alg, KeyPair keys, String jcaName) {
        return signed(header().put("alg", alg).toString(), claims().toString(), keys.getPrivate(), jcaName);
    }

    private static String hmac(String alg, byte[] key) {
        try {
            String input = base64(header().put("alg", alg).toString().getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims().toString().getBytes(StandardCharsets.UTF_8));
            String jcaName = "HmacSHA" + alg.substring(2);
            Mac mac = Mac.getInstance(jcaName);
            mac.init(new SecretKeySpec(key, jcaName));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ellipticCurve() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
