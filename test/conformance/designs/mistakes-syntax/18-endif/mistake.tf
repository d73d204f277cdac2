locals {
  text = "%{ if true }x"
}
