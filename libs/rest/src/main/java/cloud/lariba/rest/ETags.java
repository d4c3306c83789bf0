package cloud.lariba.rest;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags and the conditions on them (RFC 9110, sections 8.8.3 and 13). A tag is the object's version. */
public final class ETags {

    private ETags() {}

    /** The strong tag of a version. */
    public static EntityTag of(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * Refuses a change when the client's {@code If-Match} names other versions only.
     *
     * @param ifMatch the header, or null when the client set no condition
     * @throws ProblemException {@code precondition_failed}
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch != null && !names(ifMatch, version, false)) {
            throw ProblemException.of(
                    ProblemCode.PRECONDITION_FAILED,
                    "The object is not the version that If-Match names; read it again.");
        }
    }

    /** 200 with the entity and its tag, or 304 when {@code If-None-Match} names this version. */
    public static Response answer(@Nullable String ifNoneMatch, long version, Object entity) {
        if (ifNoneMatch != null && names(ifNoneMatch, version, true)) {
            return Response.notModified(of(version)).build();
        }
        return Response.ok(entity)
                .tag(of(version))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    private static boolean names(String header, long version, boolean weak) {
        String tag = "\"" + version + "\"";
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(t -> t.equals("*") || t.equals(tag) || weak && t.equals("W/" + tag));
    }
}
