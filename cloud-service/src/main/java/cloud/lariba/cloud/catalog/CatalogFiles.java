package cloud.lariba.cloud.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the versions of the catalog that come with the program: a directory for each, with a file for each type and one for the prices. */
final class CatalogFiles {

    private static final String DIRECTORY = "/catalog/";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new JavaTimeModule())
            .build();

    private CatalogFiles() {}

    /**
     * A version as its files have it.
     *
     * @param contents what they say
     * @param digest of what they say, in hexadecimal; comments and line breaks do not count
     */
    record Read(CatalogContents contents, String digest) {}

    @RegisterForReflection
    private record PriceFile(String currency, List<Group> groups) {

        @RegisterForReflection
        private record Group(
                String type, String unit, String source, LocalDate asOf, Map<String, BigDecimal> amounts) {}
    }

    /** The versions, the oldest first. */
    static List<String> versions() {
        return List.of(convert(tree("versions"), String[].class));
    }

    /** The version that this program sells by: the newest. */
    static String newest() {
        return versions().getLast();
    }

    static Read read(String version) {
        MessageDigest digest = sha256();
        Map<ServiceType, TypeDefinition> types = new EnumMap<>(ServiceType.class);
        for (ServiceType type : ServiceType.values()) {
            types.put(type, convert(digested(version, type.wireName(), digest), TypeDefinition.class));
        }
        PriceFile file = convert(digested(version, "prices", digest), PriceFile.class);
        List<PriceItem> prices = new ArrayList<>();
        for (PriceFile.Group group : file.groups()) {
            ServiceType type = ServiceType.valueOf(group.type().toUpperCase(Locale.ROOT));
            group.amounts()
                    .forEach((item, amount) ->
                            prices.add(new PriceItem(type, item, group.unit(), amount, group.source(), group.asOf())));
        }
        return new Read(
                new CatalogContents(version, file.currency(), types, prices),
                HexFormat.of().formatHex(digest.digest()));
    }

    private static JsonNode digested(String version, String name, MessageDigest digest) {
        JsonNode tree = tree(version + "/" + name);
        digest.update((name + tree).getBytes(StandardCharsets.UTF_8));
        return tree;
    }

    private static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return YAML.treeToValue(tree, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String name) {
        try (InputStream in = CatalogFiles.class.getResourceAsStream(DIRECTORY + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + DIRECTORY + name + ".yaml");
            }
            return YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
