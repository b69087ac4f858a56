/** Programs of Debian that some tests drive: found, or installed where a test may do so. */
package org.chorale.debian;
