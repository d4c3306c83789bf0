package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Plain JDBC with nothing but what was issued. */
final class Databases {

    private Databases() {}

    /** A connection with issued credentials, as {@code POST /services/{id}/credentials} answers them. */
    static Connection connect(JsonNode credentials) throws SQLException {
        return connect(credentials, credentials.path("database").asText());
    }

    /** A connection with issued credentials to a database of the same server. */
    static Connection connect(JsonNode credentials, String database) throws SQLException {
        return connect(
                credentials.path("host").asText(),
                credentials.path("port").asInt(),
                database,
                credentials.path("username").asText(),
                credentials.path("password").asText());
    }

    static Connection connect(String host, int port, String database, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(host, port, database), properties);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** The first column of every row. */
    static List<String> column(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
