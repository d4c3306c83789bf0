package cloud.lariba.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the items, newest first
 * @param nextCursor hands back as {@code ?cursor=} for the next page; null on the last one
 */
public record Page<T>(
        List<T> items, @Schema(nullable = true) @Nullable String nextCursor) {}
