"""Which addresses may be fetched from."""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatdoc_server.errors import BadRequest
from chatdoc_server.fetching import check_url, is_allowed, is_public

ADDRESSES = st.one_of(
    st.ip_addresses(v=4),
    st.ip_addresses(v=6),
    # Most of what is special is too small to be met by chance.
    st.sampled_from(
        ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
         "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
         "224.0.0.0/4", "240.0.0.0/4"]
    ).flatmap(lambda network: st.ip_addresses(network=network)),
    st.sampled_from(
        ["::/8", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
         "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]
    ).flatmap(lambda network: st.ip_addresses(network=network)),
)  # fmt: skip


@given(ADDRESSES)
def test_no_special_address_is_public(address: IPv4Address | IPv6Address) -> None:
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or not address.is_global
    )
    if special:
        assert not is_public(address)
        assert not is_allowed(address, [ip_network("192.0.43.0/24"), ip_network("2a00::/16")])
    assert is_allowed(address, [ip_network(address)])


@given(st.ip_addresses(v=4))
def test_no_address_is_public_because_it_is_hidden_in_another(hidden: IPv4Address) -> None:
    number = int(hidden)
    for form in (
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80) | 1),
        IPv6Address((0x2001 << 112) | (number ^ 0xFFFFFFFF)),
    ):
        assert not is_public(form)
        assert not is_allowed(form, [ip_network(hidden)]), "an open network opens no other form of its addresses"


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::8a"]
)
def test_websites_stand_at_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "100.64.0.1",
        "255.255.255.255", "0.0.0.0", "::", "::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
        "224.0.0.251",
    ],
)  # fmt: skip
def test_where_machines_keep_their_secrets_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "https://example.com:8443/a/b?c=d#e",
        "  https://example.com/page\n",
        "http://bücher.example/ä",
        "HTTP://EXAMPLE.COM/",
        "http://93.184.215.14/",
        "http://[2606:4700:4700::1111]:8080/",
        "http://wiki/page",
        "http://under_score.example.com/",
    ],
)
def test_an_address_of_a_website(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "", " ", "example.com", "//example.com/", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)",
        "data:text/html,hello", "gopher://example.com/", "http:", "http://", "http:///path", "http:example.com",
        "http://:80/", "http://example.com:0/", "http://example.com:65536/", "http://example.com:http/", "http://[::1",
        "http://exa mple.com/", "http://exa%00mple.com/", "http://exa\tmple.com/", "http://[fe80::1%25eth0]/",
        "http://[not-an-address]/", "http://a b", "http://\ud800/", "http://" + "a" * 70_000, "http://ex<>ample.com/",
    ],
)  # fmt: skip
def test_no_address_of_a_website(url: str) -> None:
    with pytest.raises(BadRequest, match=r"https://example\.com/page"):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://me:secret@example.com/",
        "http://example.com@127.0.0.1/",
        "http://example.com\\@127.0.0.1/",
        "http://me@x/",
    ],
)
def test_an_address_with_a_name_before_the_host(url: str) -> None:
    with pytest.raises(BadRequest, match="user name and password"):
        check_url(url)


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://example.com/", "http://[", "//"]))
def test_any_text_is_taken_or_refused(text: str, before: str) -> None:
    with suppress(BadRequest):
        check_url(before + text)
