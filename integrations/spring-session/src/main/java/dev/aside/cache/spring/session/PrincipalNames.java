package dev.aside.cache.spring.session;

import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.PrincipalNameIndexResolver;
import org.springframework.session.Session;

/** Whose a session is, as Spring Session finds it: by an attribute of its own, or by Spring Security's. */
final class PrincipalNames {

    private static final String OWN = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String SECURITY = "SPRING_SECURITY_CONTEXT";

    private final PrincipalNameIndexResolver<Session> resolver = new PrincipalNameIndexResolver<>();

    /** Returns whether an attribute says whose a session is. */
    static boolean isSource(String name) {
        return name.equals(OWN) || name.equals(SECURITY);
    }

    @Nullable
    String of(Session session) {
        return resolver.resolveIndexesFor(session).get(OWN);
    }
}
