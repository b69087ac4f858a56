/** How a run's output appears: whole or not at all. */
package org.chorale.io.publish;
