locals {
  text = "a\qb"
}
