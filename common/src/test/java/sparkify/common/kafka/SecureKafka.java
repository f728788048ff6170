package sparkify.common.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sparkify.common.FileTree;
import sparkify.common.FreePort;
import sparkify.common.config.KafkaSettings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.tls.CertificateAuthority;

/**
 * A broker inside the test's JVM with a listener for each way to be secure, and ACLs.
 *
 * <p>Its listener without TLS is for tests to prepare what they need: there everybody may do
 * everything.
 */
public final class SecureKafka implements BeforeAllCallback, AfterAllCallback {
  /** The password of everybody. */
  public static final String PASSWORD = "hush-4711";

  /** The user with a password of mechanism PLAIN. */
  public static final String PLAIN_USER = "plain";

  private static final String STORE_PASSWORD = "hush-store";

  /** A listener. */
  public enum Listener {
    /** TLS and a login by SCRAM-SHA-512 or PLAIN. */
    LOGIN("SASL_SSL"),
    /** TLS with a certificate of the client. */
    MUTUAL("SSL"),
    /** TLS. */
    TLS("SSL"),
    /** TLS with a certificate of the broker that has expired. */
    EXPIRED("SSL");

    private final String protocol;

    Listener(String protocol) {
      this.protocol = protocol;
    }
  }

  private final Map<Listener, Integer> ports = new HashMap<>();
  private @Nullable Path folder;
  private @Nullable CertificateAuthority authority;
  private @Nullable EmbeddedKafka kafka;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path created = Files.createTempDirectory("secure-kafka");
    folder = created;
    CertificateAuthority ours = CertificateAuthority.create(created, STORE_PASSWORD);
    authority = ours;
    Iterator<Integer> free = FreePort.distinct(Listener.values().length).iterator();
    List<String> listeners = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      ports.put(listener, free.next());
      listeners.add(listener + "://" + servers(listener));
    }
    String[] local = {"-ext", "san=ip:127.0.0.1"};
    Path broker = ours.issue("broker", local);
    Path expired = ours.issue("expired", local[0], local[1], "-startdate", "-9d", "-validity", "8");
    Files.writeString(created.resolve("ca.pem"), ours.certificate());
    EmbeddedKafka started = new EmbeddedKafka(listeners, options(broker, expired));
    started.start();
    kafka = started;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Objects.requireNonNull(kafka).close();
    FileTree.delete(folder());
  }

  /** The broker, without TLS and login. */
  public EmbeddedKafka open() {
    return Objects.requireNonNull(kafka);
  }

  /** Host and port of a listener. */
  public String servers(Listener listener) {
    return "127.0.0.1:" + ports.get(listener);
  }

  /** Who issues certificates that the broker trusts. */
  CertificateAuthority authority() {
    return Objects.requireNonNull(authority);
  }

  /** The file with the certificate that clients must trust. */
  Path trusted() {
    return folder().resolve("ca.pem");
  }

  /** Options of a client that trusts the broker. */
  public Map<String, String> trusting() {
    return new HashMap<>(
        Map.of(
            "security.protocol", "SSL",
            "ssl.truststore.type", "PEM",
            "ssl.truststore.location", trusted().toString()));
  }

  /** Options of a client that logs in with SCRAM. */
  public Map<String, String> login(String user, String password) {
    Map<String, String> options = trusting();
    options.put("security.protocol", "SASL_SSL");
    options.put("sasl.mechanism", "SCRAM-SHA-512");
    options.put("sasl.jaas.config", jaas("scram.Scram", user, password));
    return options;
  }

  /** Likewise, with PLAIN. */
  public Map<String, String> plainLogin(String user, String password) {
    Map<String, String> options = login(user, password);
    options.put("sasl.mechanism", "PLAIN");
    options.put("sasl.jaas.config", jaas("plain.Plain", user, password));
    return options;
  }

  /** Options of a client with a key store that was issued here. */
  public Map<String, String> certified(Path store) {
    Map<String, String> options = trusting();
    options.put("ssl.keystore.type", "PKCS12");
    options.put("ssl.keystore.location", store.toString());
    options.put("ssl.keystore.password", STORE_PASSWORD);
    options.put("ssl.key.password", STORE_PASSWORD);
    return options;
  }

  /** Likewise, with key and certificates in the options themselves. */
  public Map<String, String> certifiedInline(Path store, String alias)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : keys.getCertificateChain(alias)) {
      chain.append(CertificateAuthority.pem("CERTIFICATE", certificate.getEncoded()));
    }
    byte[] key = keys.getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
    return new HashMap<>(
        Map.of(
            "security.protocol",
            "SSL",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.certificates",
            authority().certificate(),
            "ssl.keystore.type",
            "PEM",
            "ssl.keystore.certificate.chain",
            chain.toString(),
            "ssl.keystore.key",
            CertificateAuthority.pem("PRIVATE KEY", key)));
  }

  /** Settings for a client with these options. */
  public KafkaSettings settings(Listener listener, Map<String, String> client) {
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap-servers", servers(listener));
    client.forEach((key, value) -> all.put("kafka.client.\"" + key + '"', value));
    return SettingsLoader.load(null, all).kafka();
  }

  /** Creates a user with {@link #PASSWORD}, who may do nothing. */
  public void createUser(String user) throws Exception {
    try (Admin admin = open().admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get();
    }
  }

  /**
   * Permits a user, such as {@code User:somebody}, to do something with all resources of a type.
   */
  public void permit(String principal, ResourceType type, AclOperation... operations)
      throws Exception {
    List<AclBinding> acls = new ArrayList<>();
    for (AclOperation operation : operations) {
      acls.add(
          new AclBinding(
              new ResourcePattern(type, "*", PatternType.LITERAL),
              new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
    try (Admin admin = open().admin()) {
      admin.createAcls(acls).all().get();
    }
  }

  private Path folder() {
    return Objects.requireNonNull(folder);
  }

  private Map<String, String> options(Path broker, Path expired) {
    Map<String, String> all = new HashMap<>();
    StringBuilder protocols = new StringBuilder("PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    for (Listener listener : Listener.values()) {
      protocols.append("," + listener + ":" + listener.protocol);
    }
    all.put("listener.security.protocol.map", protocols.toString());
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.put("ssl.keystore.type", "PKCS12");
    all.put("ssl.keystore.location", broker.toString());
    all.put("ssl.keystore.password", STORE_PASSWORD);
    all.put("ssl.key.password", STORE_PASSWORD);
    all.put("ssl.truststore.type", "PEM");
    all.put("ssl.truststore.location", trusted().toString());
    all.put("listener.name.expired.ssl.keystore.location", expired.toString());
    all.put("listener.name.mutual.ssl.client.auth", "required");
    all.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
    all.put(
        "listener.name.login.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    all.put(
        "listener.name.login.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(PLAIN_USER, PASSWORD));
    all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    all.put("super.users", "User:ANONYMOUS");
    return all;
  }

  private static String jaas(String module, String user, String password) {
    return "org.apache.kafka.common.security.%sLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(module, user, password);
  }
}
