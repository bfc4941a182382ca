package dev.aside.bench.kit;

/** What can stand beside a page as a picture. */
public interface Plot {
    /**
     * What it shows.
     *
     * @return the title
     */
    String title();

    /**
     * Draws it.
     *
     * @return the SVG document
     */
    String svg();
}
