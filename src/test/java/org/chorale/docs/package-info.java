/** Keeps the documents true: what README and docs show is made, or compared, by these tests. */
package org.chorale.docs;
