use crate::given::{RESPONSE, answering, config, error, get, js, list, message, text};
use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The published answer after a statement was run on it as `answer`.
fn changed(statement: &str) -> String {
    let change = js(&format!("answer => {{ {statement}; return answer }}"));
    let answer = JSON::parse(RESPONSE).unwrap();
    let answer = js_sys::Function::from(change).call1(&JsValue::UNDEFINED, &answer).unwrap();
    JSON::stringify(&answer).unwrap().into()
}

async fn answered(body: &str) -> Result<JsValue, JsValue> {
    list(&config(&answering(body)), JsValue::UNDEFINED).await
}

#[wasm_bindgen_test]
async fn the_published_coupons_arrive_as_they_are() {
    let coupons = answered(RESPONSE).await.unwrap();
    let published = get(&get(&JSON::parse(RESPONSE).unwrap(), "data"), "list");
    assert_eq!(JSON::stringify(&coupons).unwrap(), JSON::stringify(&published).unwrap());
    assert_eq!(Array::from(&coupons).length(), 8);
}

#[wasm_bindgen_test]
async fn a_strict_field_must_be_there_and_of_its_type() {
    for field in ["id", "cpnCode", "cpnName", "begDate", "endDate"] {
        for (value, found) in
            [("undefined", "undefined"), ("null", "null"), ("1", "a number"), ("[]", "an array")]
        {
            let body = changed(&format!("answer.data.list[3].{field} = {value}"));
            let expected = format!("decode: data.list[3].{field}: expected a string, found {found}");
            assert_eq!(message(answered(&body).await), expected);
        }
    }
    for (value, found) in [
        ("undefined", "undefined"),
        ("null", "null"),
        ("true", "a boolean"),
        ("''", "a string"),
        ("'0x1'", "a string"),
    ] {
        let body = changed(&format!("answer.data.list[0].status = {value}"));
        let expected = format!("decode: data.list[0].status: expected a number, found {found}");
        assert_eq!(message(answered(&body).await), expected);
    }
}

#[wasm_bindgen_test]
async fn a_lenient_field_may_be_absent_but_not_of_another_type() {
    for field in ["cpnType", "cpnid", "mmbid", "openid", "picUrl"] {
        for value in ["undefined", "null"] {
            let coupons =
                answered(&changed(&format!("answer.data.list[7].{field} = {value}"))).await.unwrap();
            assert_eq!(text(&Array::from(&coupons).get(7), field), "");
        }
        let body = changed(&format!("answer.data.list[7].{field} = 0"));
        let expected = format!("decode: data.list[7].{field}: expected a string, found a number");
        assert_eq!(message(answered(&body).await), expected);
    }
}

#[wasm_bindgen_test]
async fn status_is_always_a_number() {
    for (value, expected) in [("0", 0.0), ("'2'", 2.0), ("'7'", 7.0), ("99", 99.0), ("'-1'", -1.0)] {
        let coupons = answered(&changed(&format!("answer.data.list[0].status = {value}"))).await.unwrap();
        assert_eq!(get(&Array::from(&coupons).get(0), "status").as_f64(), Some(expected), "{value}");
    }
}

#[wasm_bindgen_test]
async fn unknown_fields_arrive_untouched() {
    let coupons = answered(&changed("answer.data.list[0].future = { deep: ['豪', 1, null] }")).await.unwrap();
    let future = get(&Array::from(&coupons).get(0), "future");
    assert_eq!(JSON::stringify(&future).unwrap(), r#"{"deep":["豪",1,null]}"#);
}

#[wasm_bindgen_test]
async fn an_answer_of_another_shape_is_a_decode_error() {
    for (body, expected) in [
        ("", "the answer is not JSON"),
        ("<html></html>", "the answer is not JSON"),
        ("null", "the answer: expected an object, found null"),
        ("[]", "the answer: expected an object, found an array"),
        ("{}", "code: expected a number, found undefined"),
        (r#"{"code":"0"}"#, "code: expected a number, found a string"),
        (r#"{"code":0}"#, "data: expected an object, found undefined"),
        (r#"{"code":0,"data":[]}"#, "data: expected an object, found an array"),
        (r#"{"code":0,"data":{}}"#, "data.list: expected an array, found undefined"),
        (r#"{"code":0,"data":{"list":null}}"#, "data.list: expected an array, found null"),
        (r#"{"code":0,"data":{"list":{}}}"#, "data.list: expected an array, found an object"),
        (r#"{"code":0,"data":{"list":[null]}}"#, "data.list[0]: expected an object, found null"),
        (r#"{"code":0,"data":{"list":[[]]}}"#, "data.list[0]: expected an object, found an array"),
    ] {
        assert_eq!(message(answered(body).await), format!("decode: {expected}"), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_decode_error_does_not_quote_the_answer() {
    let thrown = answered(r#"{"openid":"oEv-It_secret""#).await.unwrap_err();
    assert_eq!(error(&thrown), ("decode".to_owned(), "the answer is not JSON".to_owned()));
    assert!(get(&thrown, "cause").is_undefined());
}

#[wasm_bindgen_test]
async fn any_code_but_zero_is_the_crms_refusal() {
    for field in ["msg", "smg"] {
        let thrown = answered(&format!(r#"{{"code":-3,"{field}":"会员不存在"}}"#)).await.unwrap_err();
        assert_eq!(error(&thrown), ("api".to_owned(), "会员不存在".to_owned()));
        assert_eq!(get(&thrown, "code").as_f64(), Some(-3.0));
        assert_eq!(get(&thrown, "status").as_f64(), Some(200.0));
    }
}

#[wasm_bindgen_test]
async fn a_refusal_may_give_no_reason() {
    for body in [r#"{"code":1}"#, r#"{"code":1,"msg":null}"#, r#"{"code":1,"msg":""}"#] {
        assert_eq!(message(answered(body).await), "api: the CRM refused and gave no reason");
    }
}

#[wasm_bindgen_test]
async fn a_refusal_does_not_repeat_the_members_id() {
    let thrown = answered(r#"{"code":5,"msg":"会员 K1H93QDKI00B7 不存在"}"#).await.unwrap_err();
    assert_eq!(text(&thrown, "message"), "会员 *** 不存在");
}
