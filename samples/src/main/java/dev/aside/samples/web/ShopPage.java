package dev.aside.samples.web;

import dev.aside.cache.session.SessionStats;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page as text.
 *
 * @param node which node has made it
 * @param user who is logged in, or null
 * @param basket what is in the basket
 * @param stats what the node has counted
 */
record ShopPage(String node, @Nullable String user, Basket basket, SessionStats stats) {

    /** What there is, and what it costs in cents. */
    static final Map<String, Integer> PRODUCTS = products();

    private static Map<String, Integer> products() {
        Map<String, Integer> products = new LinkedHashMap<>();
        products.put("Assam tea", 640);
        products.put("Darjeeling tea", 890);
        products.put("Teapot", 3_400);
        products.put("Cup", 1_150);
        products.put("Honey", 720);
        products.put("Ginger biscuits", 380);
        return products;
    }

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>The tea shop</title>
                <style>%s</style>
                </head>
                <body>
                <header><h1>The tea shop</h1><p class="node">served by <b id="node">%s</b></p>%s</header>
                <main>
                <section><h2>Products</h2><div class="grid">%s</div></section>
                <aside><h2>Basket</h2>%s</aside>
                </main>
                <footer id="counts">sessions on this node: %s</footer>
                </body>
                </html>
                """.formatted(STYLE, escaped(node), account(), cards(), basketHtml(), counts());
    }

    private String account() {
        if (user == null) {
            return """
                    <form method="post" action="/login"><input id="user" name="user" placeholder="your name" maxlength="40" required>
                    <button id="login">log in</button></form>""";
        }
        return """
                <form method="post" action="/logout"><span>hello, <b id="who">%s</b></span> <button id="logout">log out</button></form>""".formatted(escaped(user));
    }

    private static String cards() {
        StringBuilder cards = new StringBuilder();
        PRODUCTS.forEach((name, cents) -> cards.append("""
                <form class="card" method="post" action="/basket"><h3>%s</h3><p>%s</p>
                <button name="item" value="%s">into the basket</button></form>
                """.formatted(name, price(cents), name)));
        return cards.toString();
    }

    private String basketHtml() {
        if (basket.items().isEmpty()) {
            return "<p id=\"basket\" class=\"empty\">nothing yet</p>";
        }
        StringBuilder rows = new StringBuilder("<ul id=\"basket\">");
        int total = 0;
        for (String item : basket.items()) {
            int cents = PRODUCTS.getOrDefault(item, 0);
            total += cents;
            rows.append("<li><span>%s</span><span>%s</span></li>".formatted(escaped(item), price(cents)));
        }
        return rows.append("</ul><p class=\"total\">%s</p>".formatted(price(total)))
                .toString();
    }

    private static String price(int cents) {
        return String.format(Locale.ROOT, "€ %d.%02d", cents / 100, cents % 100);
    }

    private String counts() {
        String calm = "%d answered here, %d by Redis".formatted(stats.nearHits(), stats.farHits());
        return stats.degraded() == 0 ? calm : calm + ", %d without it".formatted(stats.degraded());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String STYLE = """
            :root { --ink: #23302b; --leaf: #2f6b4f; --paper: #faf7f1; --line: #e3ddd0; }
            * { box-sizing: border-box; }
            body { margin: 0; font: 16px/1.5 "Liberation Sans", Arial, sans-serif; color: var(--ink); background: var(--paper); }
            header { display: flex; align-items: center; gap: 1.5rem; padding: 1rem 2rem; background: #fff; border-bottom: 1px solid var(--line); }
            h1 { margin: 0; font-size: 1.5rem; color: var(--leaf); }
            h2 { font-size: 1.1rem; margin: 0 0 1rem; }
            h3 { font-size: 1rem; margin: 0; }
            .node { margin: 0; flex: 1; color: #6d7772; font-size: .9rem; }
            header form { display: flex; gap: .5rem; align-items: center; }
            input { font: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .4rem; }
            button { font: inherit; font-size: .9rem; padding: .4rem .9rem; border: 0; border-radius: .4rem; background: var(--leaf); color: #fff; cursor: pointer; }
            main { display: grid; grid-template-columns: minmax(0, 1fr) 18rem; gap: 2rem; max-width: 64rem; margin: 2rem auto; padding: 0 2rem; }
            .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; }
            .card, aside { background: #fff; border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; }
            .card p { margin: .2rem 0 .8rem; color: #6d7772; }
            aside { align-self: start; }
            ul { list-style: none; margin: 0; padding: 0; }
            li { display: flex; justify-content: space-between; padding: .3rem 0; border-bottom: 1px solid var(--line); }
            .total { text-align: right; font-weight: bold; margin: .6rem 0 0; }
            .empty { color: #6d7772; margin: 0; }
            footer { max-width: 64rem; margin: 0 auto; padding: 0 2rem 2rem; color: #6d7772; font-size: .85rem; }
            @media (max-width: 46rem) { main { grid-template-columns: 1fr; } header { flex-wrap: wrap; } }
            """;
}
