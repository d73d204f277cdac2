locals {
  x = upper("a"
}
